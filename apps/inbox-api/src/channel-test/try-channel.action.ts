// A test of a channel before it is saved. Guarantees: a stored secret is used only where it would go to the server that it was entered for (A53), and stands
// in no answer (A52); hosts are judged before anything is sent; nobody tests so often that ports could be searched (A27); nothing is stored but the count.
import { Inject, Injectable } from '@nestjs/common';
import type { ChannelTest } from '#api';
import { type TestStep, type TrialPorts, untried, walkSteps } from '#channels/contract';
import { lookAtTopic } from '#events';
import { guardedConnect } from '#runtime';
import { type ChannelRow, ChannelStore, Database, guardedReach } from '#store';
import type { Actor } from '../access/actor.js';
import { checkedSettings, kindFor, SaveChannel } from '../channel/save-channel.action.js';
import { invalid, notFound } from '../http/request.fault.js';
import { INBOX_CONFIG, type InboxApiConfig } from '../inbox-api.config.js';
import { SignInDrafts } from '../oauth/sign-in.drafts.js';
import { TrialTokens } from '../oauth/trial.tokens.js';
import { TestLimit } from './test.limit.js';

export interface TriedChannel {
  channelId: number | null;
  kind: string;
  departmentId: number;
  settings: Record<string, unknown>;
}

/** All steps together: a browser waits no longer. */
const WHOLE_TEST_MS = 90_000;
/** What brokers see of us. */
const CLIENT = 'ticket-rail-test';
/** A shorter secret would be found in words that do not hold it. */
const SHORTEST_HIDDEN = 4;

@Injectable()
export class TryChannel {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelStore,
    private readonly saving: SaveChannel,
    private readonly drafts: SignInDrafts,
    private readonly tokens: TrialTokens,
    private readonly limit: TestLimit,
    @Inject(INBOX_CONFIG) private readonly config: InboxApiConfig,
  ) {}

  /** @param by their tests are counted @throws RequestFault */
  async run(
    tried: TriedChannel & { secrets: Record<string, string>; signInId: number | null },
    by: Actor,
  ): Promise<ChannelTest> {
    const kind = kindFor(tried.kind);
    const settings = checkedSettings(kind, tried);
    const before = await storedFor(this.database, this.channels, tried);
    const given = await this.drafts.secretsFor(this.database, by, tried.signInId, settings, tried.secrets);
    const secrets = await this.saving.secretsFor(this.database, before, settings, given);
    await this.limit.count(by);
    const privateHosts = this.config.channelPrivateHosts ?? [];
    const ports: TrialPorts = {
      reach: guardedReach(privateHosts),
      lookAtTopic: ({ tls, ...source }, limit) =>
        lookAtTopic({ ...source, ssl: tls, connect: guardedConnect(privateHosts), clientId: CLIENT, limit }),
      signal: AbortSignal.timeout(WHOLE_TEST_MS),
      ...this.tokens.for(before, tried),
    };
    const { departmentId } = tried;
    const channel = {
      ...{ id: before?.id ?? 0, key: before?.key ?? '…', kind: kind.kind, name: before?.name ?? '' },
      ...{ departmentId, settings, secrets },
    };
    const steps = await (kind.test?.(channel, ports) ?? walkSteps([nothing], ports));
    return { steps: steps.map(step => hidden(step, secrets)), ok: steps.every(step => step.state !== 'failed') };
  }
}

/** The channel that is edited; null for a new one. @throws RequestFault */
export async function storedFor(
  database: Database,
  channels: ChannelStore,
  { channelId, kind }: TriedChannel,
): Promise<ChannelRow | null> {
  if (channelId === null) return null;
  const row = await channels.byId(database, channelId);
  if (!row) throw notFound();
  if (row.kind === kind) return row;
  throw invalid([{ pointer: '/kind', detail: 'The kind of a channel never changes; make a new channel' }]);
}

const nothing = untried('channel.nothing', 'Connect', 'Nothing is connected to: people bring what comes in here.');

/** Words of a server may repeat what it was sent. */
function hidden(step: TestStep, secrets: Record<string, string>): TestStep {
  const values = Object.values(secrets).filter(value => value.length >= SHORTEST_HIDDEN);
  const without = (text: string) => values.reduce((rest, value) => rest.replaceAll(value, '…'), text);
  return { ...step, words: without(step.words), next: step.next === null ? null : without(step.next) };
}
