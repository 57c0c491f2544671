// Routing rules: one table for the company, in its order, with versions. GET /rules · PUT /rules (If-Match) · POST /rules/check · POST /rules/dry-runs ·
// GET /rules/versions · GET /rules/versions/:id · GET /rules/differences?from=1&to=2 · POST /rules/roll-back (If-Match) (admin)
import { z } from 'zod';
import { Difference, FieldFault } from '../flow/kind.schema.js';
import { page } from '../problem.schema.js';

const PATTERN = z.string().max(254);
const WORDS = z.array(z.string().max(100)).max(100);
const KEY = z.string().max(61);
const ID = z.int().min(1).max(2_147_483_647);

/** All that are given must match; none: every message does. Case does not count. */
export const RuleConditions = z.strictObject({
  /** `name@host`, `@host`, or with `*` for any characters. */
  recipient: PATTERN.optional(),
  sender: PATTERN.optional(),
  /** Any of these words, or beginnings of words, stands in the subject. */
  subject: WORDS.optional(),
  text: WORDS.optional(),
  /** What it arrives as, by its channel: the key of a ticket kind. */
  kind: KEY.optional(),
  /** Id of the trading partner who sent it. */
  partner: ID.optional(),
  /** Of whoever asks; `*` for any digits: +4930* */
  number: z.string().max(40).optional(),
  customer: z.enum(['customer', 'stranger']).optional(),
});
export type RuleConditions = z.infer<typeof RuleConditions>;

export const RuleEffect = z.strictObject({
  /** Becomes no ticket; stands in the ledger under the rule's name. */
  suppress: z.boolean().optional(),
  /** On whose rail it hangs. */
  departmentId: ID.optional(),
  kind: KEY.optional(),
  priority: z.enum(['normal', 'expedite']).optional(),
  business: z.enum(['repeat', 'new', 'stranger']).optional(),
  /** Unlike the others they add up: a ticket gets those of all rules that match. */
  tags: z.array(z.string().max(200)).max(100).optional(),
});
export type RuleEffect = z.infer<typeof RuleEffect>;

export const RoutingRule = z.strictObject({
  /** Null: a new one. */
  id: ID.nullable(),
  name: z.string().max(80),
  enabled: z.boolean(),
  /** Only of what comes in to this department; null: to any. */
  departmentId: ID.nullable(),
  conditions: RuleConditions,
  effect: RuleEffect,
});
export type RoutingRule = z.infer<typeof RoutingRule>;

const rules = z.array(RoutingRule).max(300);

/** The first rule that matches and says something about a thing decides that thing; tags add up. */
export const RuleTable = z.object({
  version: z.int(),
  rules: z.array(RoutingRule),
  note: z.string(),
  /** The version that it went back to. */
  restores: z.int().nullable(),
  savedAt: z.string(),
  /** Null: it came with the company, or by a file. */
  savedBy: z.string().nullable(),
});
export type RuleTable = z.infer<typeof RuleTable>;

export const RuleVersion = RuleTable.omit({ rules: true }).extend({ ruleCount: z.int() });
export type RuleVersion = z.infer<typeof RuleVersion>;
export const RuleVersionPage = page(RuleVersion);
export const RuleVersionQuery = z.object({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'is not a cursor of this list')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** Nothing is saved. */
export const CheckRules = z.strictObject({ rules });
/** 412 RULES.STALE where another version stands than If-Match names. */
export const SaveRules = z.strictObject({ rules, note: z.string().max(500).default('') });
export type SaveRules = z.input<typeof SaveRules>;
export const RollBackRules = z.strictObject({ version: z.int().min(1).max(1_000_000_000) });

/** What is wrong with a table, and what it changes of the one that stands. */
export const RuleReport = z.object({
  faults: z.array(FieldFault),
  currentVersion: z.int(),
  differences: z.array(Difference),
});
export type RuleReport = z.infer<typeof RuleReport>;

/** A page of messages that really came, decided by the table that stands and by this one. Nothing is saved. */
export const DryRunRules = z.strictObject({
  rules,
  days: z.int().min(1).max(90),
  /** The `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'is not a cursor of a dry run')
    .nullable()
    .default(null),
});
export type DryRunRules = z.input<typeof DryRunRules>;

/** What a table makes of a message. */
export const RuledAs = z.object({
  /** The rule that leaves it out; the others are null then. */
  leftOutBy: z.string().nullable(),
  departmentName: z.string().nullable(),
  /** Null of a call: its kind is no matter of rules. */
  kindTitle: z.string().nullable(),
  priority: z.enum(['normal', 'expedite']).nullable(),
  business: z.enum(['repeat', 'new', 'stranger']).nullable(),
  tags: z.array(z.string()),
  /** Rules that decided something of it. */
  rules: z.array(z.string()),
});
export type RuledAs = z.infer<typeof RuledAs>;

export const RuledMessage = z.object({
  messageId: z.int(),
  /** Which document of the message; null: the message is one. */
  part: z.int().nullable(),
  receivedAt: z.string(),
  channelName: z.string(),
  /** Of the channel. */
  departmentId: z.int(),
  from: z.string(),
  subject: z.string(),
  /** What became of it. */
  state: z.enum(['pending', 'ticketed', 'appended', 'suppressed', 'quarantined']),
  ticketId: z.int().nullable(),
  before: RuledAs,
  after: RuledAs,
});
export type RuledMessage = z.infer<typeof RuledMessage>;

export const DryRunPage = z.object({
  /** Those that would differ, the newest first. */
  items: z.array(RuledMessage),
  /** Messages of this page that were looked at. */
  examined: z.int(),
  /** Of them those that could not be read again. */
  unreadable: z.int(),
  /** Messages of all pages. */
  total: z.int(),
  /** There are older ones in these days; a dry run looks at the newest 10,000 messages. */
  clipped: z.boolean(),
  nextCursor: z.string().nullable(),
});
export type DryRunPage = z.infer<typeof DryRunPage>;
