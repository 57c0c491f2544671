// Telephone calls. POST /departments/:id/calls · GET /departments/:id/calls?number=&ticket= · GET /departments/:id/calls/outlook · GET /departments/:id/callers?q=
import { z } from 'zod';

export const CallDirection = z.enum(['inbound', 'outbound', 'internal']);
export const CallOutcome = z.enum(['answered', 'missed', 'voicemail', 'busy', 'failed']);

export const CallRecord = z.object({
  direction: CallDirection,
  outcome: CallOutcome,
  /** E.164; null where it was withheld or is no number. */
  number: z.string().nullable(),
  /** As it was logged; '' where it was withheld. */
  said: z.string(),
  name: z.string(),
  /** Whoever of us spoke or was rung; '' where unknown. */
  agent: z.string(),
  startedAt: z.string(),
  talkSeconds: z.int(),
  /** `url` is http or https, or null. */
  voicemail: z.object({ seconds: z.int().nullable(), url: z.string().nullable() }).nullable(),
  /** How the outcome was read from the record. */
  why: z.array(z.string()),
});
export type CallRecord = z.infer<typeof CallRecord>;

/** A call as it stands, all its records put together. */
export const Call = CallRecord.extend({
  id: z.int(),
  ticketId: z.int(),
  legs: z.int(),
  /** `waits`: nobody has called back yet. `kept`: somebody did, or the caller got through. Null: it promised nothing. */
  promise: z.enum(['waits', 'kept']).nullable(),
});
export type Call = z.infer<typeof Call>;

/** Query of GET /departments/:id/calls: of one number (as it is dialled or E.164), of one ticket, or the newest of the rail; at most 100, newest first. */
export const CallQuery = z.object({
  number: z.string().min(1).max(60).optional(),
  ticket: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});

/** Somebody who may be on the telephone. */
export const KnownCaller = z.object({
  name: z.string(),
  number: z.string().nullable(),
  address: z.string().nullable(),
  company: z.string().nullable(),
  /** Their newest ticket that is not over. */
  ticketId: z.int().nullable(),
});
export type KnownCaller = z.infer<typeof KnownCaller>;
export const CallerQuery = z.object({ q: z.string().max(200).default('') });

/** A call that a person logs. */
export const LogCall = z.strictObject({
  /** As it is dialled; '' where it was withheld. What is no number is kept as text. */
  number: z.string().trim().max(60, 'is longer than 60 characters').default(''),
  name: z.string().trim().max(200, 'is longer than 200 characters').default(''),
  /** Mail address of a known requester. */
  address: z.string().trim().max(320, 'is longer than 320 characters').optional(),
  direction: z.enum(['inbound', 'outbound'], 'is inbound or outbound'),
  outcome: CallOutcome,
  note: z.string().max(5_000, 'is longer than 5,000 characters').default(''),
  /** When it began; left out: now. */
  startedAt: z.iso.datetime({ offset: true, error: 'is no time like 2026-11-27T14:05:00Z' }).optional(),
  /** Whole minutes of talk. */
  minutes: z.int('is a whole number').min(0, 'is at least 0').max(1_440, 'is at most 1,440').default(0),
  /** The ticket that it belongs to, whatever its number: a callback that was made from or to another one. */
  ticketId: z.int().positive().optional(),
});
export type LogCall = z.infer<typeof LogCall>;

/** Query of GET /departments/:id/calls/outlook. */
export const CallForesight = z.object({
  ...LogCall.pick({ number: true, name: true, address: true, direction: true, outcome: true, startedAt: true }).shape,
  ticketId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});

/** What a call does, or would do. */
export const CallEffect = z.object({
  /** `opens`: a callback ticket. `joins`: the open callback. `closes`: ends callbacks. `files`: on an open ticket. `records`: on a ticket that is done at once. */
  effect: z.enum(['opens', 'joins', 'closes', 'files', 'records']),
  /** Null where it would open one. */
  ticketId: z.int().nullable(),
  /** Callbacks that it ends. */
  closes: z.array(z.int()),
  /** One sentence: `Closes callback #12`. */
  words: z.string(),
});
export type CallEffect = z.infer<typeof CallEffect>;
