// What the converter of a message's channel would make of it now. Guarantees: nothing is written; the converters, and the worker of one, are made when they are
// first asked for, and closed with the API.
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { channelKind, emailSettings } from '#channels';
import type { Conversion, Converter } from '#channels/contract';
import { Database, PartnerStore, type PreviewedMessage, readRouting, type SenderReader } from '#store';
import { identityKey, type TradingPartner } from '#tickets';
import { cameBefore, type PreviewedInput } from '../channel-test/preview.interchange.js';
import { SENDER_OF } from '../partner/sender.controller.js';

@Injectable()
export class MessagePreviewer implements OnModuleDestroy {
  readonly #converters = new Map<string, Converter>();

  constructor(
    private readonly database: Database,
    private readonly partners: PartnerStore,
    @Inject(SENDER_OF) private readonly senderOf: SenderReader,
  ) {}

  async convert(message: PreviewedMessage): Promise<Conversion> {
    const { channelKind: kind, raw, transport, settings, oversize } = message;
    // As the router hands it over: only a mailbox knows colleagues and servers that it believes.
    const mailbox = kind === 'email' ? emailSettings.parse(settings) : null;
    const kinds = channelKind(kind).readsKinds ? { kinds: (await readRouting(this.database)).kinds } : {};
    const partner = kind === 'edi' ? await this.#partnerOf(raw) : null;
    const [conversion] = await this.#converterOf(kind).convert([
      {
        ...{ raw, transport, settings, ...kinds },
        organisationDomains: mailbox?.organisationDomains ?? [],
        authServers: mailbox?.authServers ?? [],
        partner,
        ...(oversize && { oversize }),
      },
    ]);
    return this.#unlessRepeated(message, { conversion: conversion!, partner });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.#converters.values()].map(converter => converter.close()));
  }

  /** As the router: an interchange that came before opens nothing, and one whose control number came with other bytes is held. */
  async #unlessRepeated({ id, receivedAt }: PreviewedMessage, input: PreviewedInput): Promise<Conversion> {
    const { conversion } = input;
    if (!conversion.interchange) return conversion;
    const [came] = await this.database.snapshot(tx => cameBefore(tx, [input], { messageId: id, receivedAt }));
    if (!came || came.repetition.outcome === 'first') return conversion;
    const { outcome, reason, detail } = came.repetition;
    const whole = { ...conversion, drafts: [], quarantined: [], suppressed: null };
    return outcome === 'repeated'
      ? { ...whole, suppressed: reason, suppressedDetail: detail }
      : { ...whole, quarantined: [{ reason, detail }] };
  }

  async #partnerOf(raw: Uint8Array): Promise<TradingPartner | null> {
    const said = this.senderOf(raw);
    if (!said) return null;
    const known = await this.partners.byIdentities(this.database, [{ standard: said.standard, ...said.sender }]);
    return known.get(identityKey(said.standard, said.sender)) ?? null;
  }

  #converterOf(kind: string): Converter {
    const known = this.#converters.get(kind);
    if (known) return known;
    const made = channelKind(kind).converter({ threads: 1 });
    this.#converters.set(kind, made);
    return made;
  }
}
