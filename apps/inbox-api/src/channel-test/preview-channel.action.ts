// What a sample would become with settings that are not saved yet: read as the channel would hand it on, converted as the router would, decided by decide().
// Guarantee: it reads one snapshot of the database and writes nothing; no server is asked for anything.
import { Injectable } from '@nestjs/common';
import type { ChannelPreview, PreviewDecision, PreviewDraft } from '#api';
import { previewDraft, routingChannelOf, signedIdsBy } from '#channels';
import type { ChannelKind, Conversion, ConvertInput } from '#channels/contract';
import { SecretBox } from '#runtime';
import { ChannelStore, Database, PartnerStore, rawSample, readRouting, type Tx } from '#store';
import { type House, identityKey, type RoutingChannel, type TradingPartner } from '#tickets';
import { checkedSettings, kindFor } from '../channel/save-channel.action.js';
import { invalid, notFound } from '../http/request.fault.js';
import { decisionOn, type PreviewMoment, repeatedDecision } from './preview.decision.js';
import { type CameBefore, cameBefore, type PreviewedInput } from './preview.interchange.js';
import { storedFor, type TriedChannel } from './try-channel.action.js';

export type SampleGiven = { fileName: string; contentBase64: string } | { messageId: number };

interface SampleRead {
  inputs: Pick<ConvertInput, 'raw' | 'oversize' | 'transport'>[];
  receivedAt: Date;
  /** It stands on the rail already: that is no duplicate of itself. Null: a file. */
  messageId: number | null;
}

/** Messages that are made of one file, and drafts that are shown. */
const MOST_MESSAGES = 200;
const SHOWN_DRAFTS = 10;

@Injectable()
export class PreviewChannel {
  private readonly partners = new PartnerStore();

  constructor(
    private readonly database: Database,
    private readonly channels: ChannelStore,
    private readonly secrets: SecretBox,
  ) {}

  /** @throws RequestFault */
  async run(tried: TriedChannel & { sample: SampleGiven }): Promise<ChannelPreview> {
    const kind = kindFor(tried.kind);
    const settings = checkedSettings(kind, { settings: tried.settings, secrets: {} });
    const before = await storedFor(this.database, this.channels, tried);
    const sample = await this.#read(kind, settings, before?.id ?? null, tried.sample);
    const { departmentId } = tried;
    const channel = routingChannelOf({ id: before?.id ?? 0, departmentId, kind: kind.kind, settings });
    const house: House = {
      ...(await readRouting(this.database)),
      signed: signedIdsBy(() => this.secrets.signingKeys('mail')),
    };
    const partners = await this.#partnersOf(kind, sample);
    const conversions = await converted(kind, settings, sample, { channel, house, partners });
    return this.#view(conversions, partners, sample, { channel, house });
  }

  async #read(
    kind: ChannelKind,
    settings: Record<string, unknown>,
    channelId: number | null,
    given: SampleGiven,
  ): Promise<SampleRead> {
    if ('messageId' in given) {
      const found = channelId === null ? null : await rawSample(this.database, channelId, given.messageId);
      if (!found) throw notFound();
      const { raw, transport, oversize, receivedAt } = found;
      return { inputs: [{ raw, transport, ...(oversize && { oversize }) }], receivedAt, messageId: given.messageId };
    }
    const bytes = Buffer.from(given.contentBase64, 'base64');
    const inputs = kind.samples?.({ name: given.fileName, bytes }, settings, MOST_MESSAGES) ?? [
      { raw: bytes, transport: {} },
    ];
    if (inputs.length === 0) throw invalid([{ pointer: '/sample', detail: 'There is no message in this file' }]);
    return { inputs, receivedAt: new Date(), messageId: null };
  }

  /** As the router finds them: by what the interchange says of its sender. */
  async #partnersOf(kind: ChannelKind, { inputs }: SampleRead): Promise<(TradingPartner | null)[]> {
    const said = inputs.map(({ raw }) => kind.senderOf?.(raw) ?? null);
    const asked = said.flatMap(one => (one ? [{ standard: one.standard, ...one.sender }] : []));
    if (asked.length === 0) return inputs.map(() => null);
    const known = await this.partners.byIdentities(this.database, asked);
    return said.map(one => (one && known.get(identityKey(one.standard, one.sender))) ?? null);
  }

  async #view(
    conversions: readonly Conversion[],
    partners: readonly (TradingPartner | null)[],
    { receivedAt, messageId }: SampleRead,
    { channel, house }: { channel: RoutingChannel; house: House },
  ): Promise<ChannelPreview> {
    const inputs = conversions.map((conversion, i) => ({ conversion, partner: partners[i] ?? null }));
    const drafts = inputs.flatMap(({ conversion }) => conversion.drafts);
    const quarantined = conversions.flatMap(one => one.quarantined);
    const at = { channel, house, receivedAt, isStored: messageId !== null, now: new Date() };
    // Of one moment: what came before, and what would become of the rest.
    const { before, decision } = await this.database.snapshot(async tx => {
      const before = await cameBefore(tx, inputs, { messageId, receivedAt });
      return { before, decision: await firstDecision(tx, inputs, before, at) };
    });
    return {
      drafts: drafts.slice(0, SHOWN_DRAFTS).map(draft => previewDraft(draft) as PreviewDraft),
      draftCount: drafts.length,
      decision,
      interchanges: before.flatMap(one => (one ? [one.view] : [])),
      suppressed: drafts.length + quarantined.length > 0 ? null : (conversions[0]?.suppressed ?? null),
      quarantined: quarantined.slice(0, MOST_MESSAGES).map(({ reason, detail, position }) => ({
        reason,
        detail: detail ?? null,
        position: position ?? null,
      })),
    };
  }
}

/** Of the first message that has anything to decide: an interchange that came before is decided by that. */
async function firstDecision(
  tx: Tx,
  inputs: readonly PreviewedInput[],
  before: readonly (CameBefore | null)[],
  at: PreviewMoment,
): Promise<PreviewDecision | null> {
  for (const [i, { conversion, partner }] of inputs.entries()) {
    const repetition = before[i]?.repetition ?? { outcome: 'first' };
    if (repetition.outcome !== 'first') return repeatedDecision(repetition);
    const [draft] = conversion.drafts;
    if (draft) return decisionOn(tx, { draft, partner }, at);
  }
  return null;
}

async function converted(
  kind: ChannelKind,
  settings: Record<string, unknown>,
  { inputs }: SampleRead,
  { channel, house, partners }: { channel: RoutingChannel; house: House; partners: (TradingPartner | null)[] },
): Promise<Conversion[]> {
  const converter = kind.converter({ threads: 1 });
  const { organisationDomains, authServers = [] } = channel;
  const kinds = kind.readsKinds ? { kinds: house.kinds } : {};
  try {
    return await converter.convert(
      inputs.map((input, i) => ({
        ...input,
        ...{ settings, organisationDomains, authServers, partner: partners[i] ?? null },
        ...kinds,
      })),
    );
  } finally {
    await converter.close();
  }
}
