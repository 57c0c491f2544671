// Stored messages read again, for a dry run: their drafts, and what is known of whoever asks. Guarantees: read only; a message that cannot be read again
// is counted and stops nothing. What is known of a sender is what is known now, not what was known when the message came.
import { Injectable } from '@nestjs/common';
import { channelKind, routingChannelOf } from '#channels';
import type { Conversion } from '#channels/contract';
import {
  type ChannelRow,
  ChannelStore,
  customersAmong,
  customersByNumber,
  Database,
  PartnerStore,
  type SampleEnd,
  type SampleMessage,
  type Tx,
} from '#store';
import {
  authorshipOf,
  identityKey,
  type KindBook,
  type KnownSender,
  type RoutingChannel,
  type TicketDraft,
  type TradingPartner,
} from '#tickets';
import { SampleConverters } from './sample.converters.js';

/** One draft of one message, with its end. */
export interface ReadSample {
  message: SampleMessage;
  channelName: string;
  draft: TicketDraft;
  /** Null: the message is one thing. */
  part: number | null;
  end: SampleEnd;
  known: KnownSender;
}

/** A message with what its converter must know. */
export interface Source {
  message: SampleMessage;
  row: ChannelRow;
  channel: RoutingChannel;
  partner: TradingPartner | null;
}

@Injectable()
export class SampleReader {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelStore,
    private readonly partners: PartnerStore,
    private readonly converters: SampleConverters,
  ) {}

  /** In the order of the messages, the documents of each in theirs. Outside of a transaction: converters take their time. */
  async read(sources: readonly Source[], kinds: KindBook): Promise<{ samples: ReadSample[]; unreadable: number }> {
    const conversions = await this.#convert(sources, kinds);
    const drafts = sources.flatMap((source, i) =>
      (conversions[i]?.drafts ?? []).map(draft => ({
        source,
        draft,
        asks: authorshipOf(draft, source.channel).requester.address?.toLowerCase() ?? null,
      })),
    );
    const addresses = [...new Set(drafts.flatMap(({ asks }) => asks ?? []))];
    const numbers = [...new Set(drafts.flatMap(({ draft }) => draft.call?.outside.number ?? []))];
    const [customers, callers] = await this.database.snapshot(
      async tx => [new Set(await customersAmong(tx, addresses)), await customersByNumber(tx, numbers)] as const,
    );
    const isCustomer = ({ draft, asks, source }: (typeof drafts)[number]): boolean =>
      draft.call
        ? draft.call.outside.number !== null && callers.has(draft.call.outside.number)
        : source.partner !== null || (asks !== null && customers.has(asks));
    return {
      samples: drafts.map(one => {
        const { message, row, partner } = one.source;
        const part = message.parts.find(other => other.number === one.draft.part?.number);
        return {
          message,
          channelName: row.name,
          draft: one.draft,
          part: part?.number ?? null,
          end: part ?? message,
          known: { partnerId: partner?.id ?? null, existingCustomer: isCustomer(one) },
        };
      }),
      unreadable: conversions.filter(one => one === null || one.quarantined.some(fault => !fault.part)).length,
    };
  }

  async sources(tx: Tx, messages: readonly SampleMessage[]): Promise<Source[]> {
    const rows = new Map((await this.channels.list(tx, null)).map(row => [row.id, row]));
    const said = messages.map(({ channelId, raw }) => {
      const { senderOf } = channelKind(rows.get(channelId)!.kind);
      return senderOf?.(raw) ?? null;
    });
    const asked = said.flatMap(one => (one ? [{ standard: one.standard, ...one.sender }] : []));
    const known = await this.partners.byIdentities(tx, asked);
    return messages.map((message, i) => {
      const row = rows.get(message.channelId)!;
      const sender = said[i];
      const partner = sender ? (known.get(identityKey(sender.standard, sender.sender)) ?? null) : null;
      return { message, row, channel: routingChannelOf(row), partner };
    });
  }

  /** One trip to the worker for each kind of channel. Null: its converter failed. */
  async #convert(sources: readonly Source[], kinds: KindBook): Promise<(Conversion | null)[]> {
    const made: (Conversion | null)[] = sources.map(() => null);
    for (const kind of new Set(sources.map(({ row }) => row.kind))) {
      const places = sources.flatMap(({ row }, i) => (row.kind === kind ? [i] : []));
      const inputs = places.map(i => inputOf(sources[i]!, channelKind(kind).readsKinds ? kinds : null));
      const converter = this.converters.of(kind);
      // One by one where the batch fails: the one at fault must not take the others with it.
      const found =
        (await converter.convert(inputs).catch(() => null)) ??
        (await Promise.all(
          inputs.map(input =>
            converter.convert([input]).then(
              ([one]) => one ?? null,
              () => null,
            ),
          ),
        ));
      places.forEach((place, n) => {
        made[place] = found[n] ?? null;
      });
    }
    return made;
  }
}

function inputOf({ message, row, channel, partner }: Source, kinds: KindBook | null) {
  const { raw, transport, oversize } = message;
  const { organisationDomains, authServers = [] } = channel;
  return {
    ...{ raw, transport, settings: row.settings, organisationDomains, authServers, partner },
    ...(kinds && { kinds }),
    ...(oversize && { oversize }),
  };
}
