// One click makes a partner of an unknown sender. Guarantees: the partner, and everything of that sender that was held for it sent on its way again, are
// one commit; of two who press at once the second is told that the sender is known now.
import {
  type FieldFault,
  identityKey,
  type PartnerAgreement,
  partnerFaults,
  type TradeIdentity,
  type TradeStandard,
  usualAgreement,
} from '#tickets';
import { rows, type Tx } from '../database/database.js';
import { replayAll } from '../ledger/ledger.reader.js';
import { HEAD_BYTES } from '../ledger/quarantine.reader.js';
import { type PartnerRefusal, PartnerStore } from './partner.store.js';

/** Why an interchange of nobody's is held. */
export const UNKNOWN_SENDER = 'edi.unknown-sender';

/** Whose interchange it says it is, from its first bytes: ChannelKind.senderOf of the kind that reads them. */
export type SenderReader = (
  head: Uint8Array,
) => { standard: TradeStandard; sender: TradeIdentity; receiver: TradeIdentity } | null;

/** What is left out is the usual. */
export type NewPartner = { key: string; name: string } & Partial<Omit<PartnerAgreement, 'standard'>>;

export type SenderOutcome =
  /** `replayed`: messages of this sender, the one that was pointed at among them. */
  | { outcome: 'saved'; id: number; replayed: number }
  | { outcome: 'unknown-message' }
  /** It is not held, or for something else: `reason` null where it is not held. */
  | { outcome: 'other-reason'; reason: string | null }
  | { outcome: 'unreadable' }
  /** What cannot be agreed, by its place in `NewPartner`. */
  | { outcome: 'faulty'; faults: FieldFault[] }
  | PartnerRefusal;

const BATCH = 500;

interface Held {
  id: number;
  head: Buffer;
}

/** Of a refusal nothing was written. Throws StoreFault only for what the database refuses. */
export async function partnerOfSender(
  tx: Tx,
  messageId: number,
  { key, name, ...agreed }: NewPartner,
  senderOf: SenderReader,
): Promise<SenderOutcome> {
  const [message] = await rows<Held & { state: string; reason: string | null }>(
    tx,
    `SELECT m.id, m.state, m.reason, substring(b.bytes FOR ${HEAD_BYTES}) AS head
       FROM message m JOIN blob b ON b.sha256 = m.raw_sha256 WHERE m.id = $1::bigint`,
    [messageId],
  );
  if (!message) return { outcome: 'unknown-message' };
  if (message.state !== 'quarantined') return { outcome: 'other-reason', reason: null };
  if (message.reason !== UNKNOWN_SENDER) return { outcome: 'other-reason', reason: message.reason };
  const said = senderOf(message.head);
  if (!said) return { outcome: 'unreadable' };
  const { standard, sender } = said;
  const partner = {
    ...usualAgreement(standard),
    ...agreed,
    key,
    name,
    standard,
    enabled: true,
    identities: [sender],
    // As whom else they address us is not known from one interchange: anything is taken until somebody says more.
    ownIdentities: [],
  };
  const faults = partnerFaults(partner);
  if (faults.length > 0) return { outcome: 'faulty', faults };
  const made = await new PartnerStore().create(tx, partner);
  if (made.outcome !== 'saved') return made;
  return { outcome: 'saved', id: made.id, replayed: await replaySender(tx, identityKey(standard, sender), senderOf) };
}

/** In batches, so that ten thousand held interchanges do not stand in memory at once. */
async function replaySender(tx: Tx, wanted: string, senderOf: SenderReader): Promise<number> {
  let replayed = 0;
  for (let last = 0; ; ) {
    const held = await rows<Held>(
      tx,
      `SELECT m.id, substring(b.bytes FOR ${HEAD_BYTES}) AS head FROM message m JOIN blob b ON b.sha256 = m.raw_sha256
        WHERE m.state = 'quarantined' AND m.reason = $1 AND m.id > $2 ORDER BY m.id LIMIT $3`,
      [UNKNOWN_SENDER, last, BATCH],
    );
    const theirs = held.filter(({ head }) => {
      const said = senderOf(head);
      return said !== null && identityKey(said.standard, said.sender) === wanted;
    });
    replayed += await replayAll(
      tx,
      theirs.map(one => one.id),
    );
    if (held.length < BATCH) return replayed;
    last = held.at(-1)!.id;
  }
}
