// A test of a channel before it is saved. Guarantees: a stored secret is used only where it would go to the server that it was entered for (A53), and stands
// in no answer (A52); hosts are judged before anything is sent; nobody tests so often that ports could be searched (A27); nothing is stored but the count.
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ChannelTest } from '#api';
import { type TestStep, untried, walkSteps } from '#channels/contract';
import { type ChannelRow, ChannelStore, Database, FormGateStore } from '#store';
import { checkedSettings, kindFor, SaveChannel } from '../channel/save-channel.action.js';
import { invalid, notFound, RequestFault } from '../http/request.fault.js';
import { INBOX_CONFIG, type InboxApiConfig } from '../inbox-api.config.js';
import { guardedReach } from './guarded.reach.js';

export interface TriedChannel {
  channelId: number | null;
  kind: string;
  departmentId: number;
  settings: Record<string, unknown>;
}

/** By one person or key: many for whoever connects a mailbox, few for whoever looks for open ports. */
const TESTS_PER_HOUR = 60;
/** All steps together: a browser waits no longer. */
const WHOLE_TEST_MS = 90_000;
/** A shorter secret would be found in words that do not hold it. */
const SHORTEST_HIDDEN = 4;

@Injectable()
export class TryChannel {
  private readonly gate = new FormGateStore();

  constructor(
    private readonly database: Database,
    private readonly channels: ChannelStore,
    private readonly saving: SaveChannel,
    @Inject(INBOX_CONFIG) private readonly config: InboxApiConfig,
  ) {}

  /** @param by counts the tests @throws RequestFault */
  async run(tried: TriedChannel & { secrets: Record<string, string> }, by: string): Promise<ChannelTest> {
    const kind = kindFor(tried.kind);
    const settings = checkedSettings(kind, tried);
    const before = await storedFor(this.database, this.channels, tried);
    const secrets = await this.saving.secretsFor(this.database, before, settings, tried.secrets);
    await this.#count(by);
    const ports = {
      reach: guardedReach(this.config.channelPrivateHosts ?? []),
      signal: AbortSignal.timeout(WHOLE_TEST_MS),
    };
    const { departmentId } = tried;
    const channel = {
      ...{ id: before?.id ?? 0, key: before?.key ?? '…', kind: kind.kind, name: before?.name ?? '' },
      ...{ departmentId, settings, secrets },
    };
    const steps = await (kind.test?.(channel, ports) ?? walkSteps([nothing], ports));
    return { steps: steps.map(step => hidden(step, secrets)), ok: steps.every(step => step.state !== 'failed') };
  }

  async #count(by: string): Promise<void> {
    const subjects = [{ subject: `channel-test ${by}`, perHour: TESTS_PER_HOUR }];
    const post = { key: `channel-test ${randomUUID()}`, nonce: randomUUID(), subjects };
    const [passage] = await this.database.transaction(tx => this.gate.pass(tx, [post]));
    if (passage?.outcome !== 'limited') return;
    throw new RequestFault('CHANNEL.TOO_MANY_TESTS', 'Too many tests of channels: wait a while', {
      retryAfterSeconds: passage.retryAfterSeconds,
    });
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
