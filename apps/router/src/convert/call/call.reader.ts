// What a batch needs to know of callers, in the transaction. The rails are locked before anything is read: see call.reader.ts of the store.
import {
  bookOf,
  type CallsRead,
  customersByNumber,
  type Known,
  lockRails,
  readCalls,
  type Tx,
  tiedAmong,
} from '#store';
import { CallBook, callRail, type House } from '#tickets';
import type { Converted } from '../planning.js';
import type { KnownCalls } from './call.planner.js';

/** Null for a batch without calls: nothing is locked and nothing read. */
export async function callsOf(tx: Tx, converted: readonly Converted[], house: House): Promise<CallsRead | null> {
  const calls = converted.flatMap(({ conversion, channel }) =>
    conversion.drafts.flatMap(draft => (draft.call ? [{ draft, channel, record: draft.call }] : [])),
  );
  if (calls.length === 0) return null;
  // Before the rails are locked: a rule may send customers to another one.
  const customers = await customersByNumber(
    tx,
    calls.flatMap(({ record }) => record.outside.number ?? []),
  );
  const wanted = calls.map(({ draft, channel, record }) => {
    const isCustomer = record.outside.number !== null && customers.has(record.outside.number);
    return {
      channelId: channel.id,
      departmentId: callRail(draft, channel.departmentId, isCustomer, house),
      record,
    };
  });
  // The channel's own department too: legs of one call that rules send to different rails meet there.
  await lockRails(tx, [
    ...wanted.map(one => one.departmentId),
    ...converted.map(({ channel }) => channel.departmentId),
  ]);
  return readCalls(tx, wanted);
}

/** After the tickets are locked. */
export async function knownCalls(tx: Tx, read: CallsRead | null, { progress }: Known): Promise<KnownCalls> {
  if (!read) return { book: new CallBook(), tied: new Set(), callers: [] };
  return {
    book: await bookOf(tx, read, progress),
    tied: await tiedAmong(tx, read.ticketIds),
    callers: read.callers,
  };
}
