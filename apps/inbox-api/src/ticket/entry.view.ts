// From a row of the timeline to the entry that the contract shows. Pure: the time is an argument.
import type { z } from 'zod';
import type { Address, Delivery, Entry } from '#api';
import type { DeliveryRow, EntryRow } from '#store';
import type { CallFacts } from '#tickets';
import { initialsOf } from '../access/actor.js';
import { callRecord } from '../call/call.view.js';
import { freshText } from './reply/fresh-text.js';

export function entryView(row: EntryRow, now: Date): Entry {
  return {
    id: row.id,
    // Tickets that were merged in have numbers of their own; ids rise along the whole timeline.
    seq: row.id,
    type: row.type,
    at: row.at.toISOString(),
    author: {
      kind: row.authorKind,
      name: row.authorName,
      address: row.authorAddress,
      initials: initialsOf(row.authorName),
    },
    subject: row.subject,
    to: addressesIn(row.detail.to),
    cc: addressesIn(row.detail.cc),
    text: row.text,
    freshText: row.type === 'message' ? freshText(row.text) : row.text,
    html: row.html,
    attachments: row.attachments.map(({ entryId: _, ...attachment }) => attachment),
    why: row.why,
    held: row.held,
    splitHint: row.splitHint,
    verdict: verdictOf(row.detail.verdict),
    automatic: automaticOf(row.detail.automatic),
    forward: forwardIn(row.detail.forward),
    // What was discarded is not said to stand on the ticket any more, and can still be read.
    messageId: row.messageId ?? discardedMessage(row.detail.verdict),
    reference: typeof row.detail.reference === 'string' ? row.detail.reference : null,
    part: row.part,
    delivery: row.delivery && deliveryView(row.delivery, now),
    change: isRecord(row.detail.change) ? row.detail.change : null,
    warnings: Array.isArray(row.detail.warnings)
      ? row.detail.warnings.filter(warning => typeof warning === 'string')
      : [],
    call: isRecord(row.detail.call) ? callRecord(row.detail.call as unknown as CallFacts) : null,
  };
}

function verdictOf(value: unknown): Entry['verdict'] {
  if (!isRecord(value)) return null;
  const { how, by, at, reason } = value;
  return { how: how === 'approved' ? how : 'discarded', by: String(by), at: String(at), reason: String(reason ?? '') };
}

const discardedMessage = (value: unknown): number | null =>
  isRecord(value) && typeof value.messageId === 'number' ? value.messageId : null;

function automaticOf(value: unknown): Entry['automatic'] {
  if (!isRecord(value)) return null;
  const reports = Array.isArray(value.reports) ? value.reports.filter(isRecord) : [];
  return {
    isBounce: value.isBounce === true,
    isAutoReply: value.isAutoReply === true,
    isBulk: value.isBulk === true,
    isComplaint: value.isComplaint === true,
    reports: reports.map(one => ({
      recipient: String(one.recipient ?? ''),
      status: String(one.status ?? ''),
      action: String(one.action ?? ''),
      diagnostic: String(one.diagnostic ?? ''),
    })),
  };
}

function forwardIn(value: unknown): Entry['forward'] {
  if (!isRecord(value)) return null;
  const { confidence, how, colleague, by } = value;
  return {
    by: addressesIn([by])[0] ?? null,
    confidence: SURE.find(one => one === confidence) ?? 'unsure',
    how: typeof how === 'string' ? how : '',
    colleague: colleague === 'proven' ? 'proven' : 'unchecked',
  };
}

const SURE = ['certain', 'likely', 'unsure', 'none'] as const;

function deliveryView(row: DeliveryRow, now: Date): z.output<typeof Delivery> {
  const waits = row.state === 'queued';
  const canUndo = waits && row.attempts === 0 && row.notBefore > now;
  return {
    outboundId: row.outboundId,
    state: row.state,
    undoUntil: canUndo ? row.notBefore.toISOString() : null,
    recipients: row.recipients,
    attempts: row.attempts,
    nextAttemptAt: waits && !canUndo ? row.nextAttemptAt.toISOString() : null,
  };
}

/** What is stored as addresses, whoever stored it. */
export function addressesIn(value: unknown): z.output<typeof Address>[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isRecord)
    .flatMap(({ name, address }) =>
      typeof address === 'string' && address !== '' ? [{ name: String(name ?? ''), address }] : [],
    );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
