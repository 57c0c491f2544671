// A dry run: messages that really came, decided by the table that stands and by another one, and those of which the two make something else. Guarantees:
// nothing is written (a read-only snapshot); a page is bounded in messages and bytes, and who asks for more goes on by cursor.
import { Injectable } from '@nestjs/common';
import type { DryRunPage, RuledMessage } from '#api';
import { Database, readRouting, sampleMessages } from '#store';
import {
  type CheckedRule,
  type RuledOutcome,
  type RuleNames,
  ruledOutcome,
  type TicketDraft,
  wouldDiffer,
} from '#tickets';
import { RuleDesk } from './rule.desk.js';
import { ruledView } from './rule.view.js';
import { type ReadSample, SampleReader } from './sample.reader.js';

/** Of one page. */
const MESSAGES = 200;
const BYTES = 24 * 1024 * 1024;

@Injectable()
export class DryRun {
  constructor(
    private readonly database: Database,
    private readonly desk: RuleDesk,
    private readonly reader: SampleReader,
  ) {}

  /** Throws RULES.INVALID for a table that could not be applied. */
  async page(rules: readonly CheckedRule[], asked: { days: number; before: number | null }): Promise<DryRunPage> {
    const { standing, names, sample, sources } = await this.database.snapshot(async tx => {
      const room = await this.desk.room(tx);
      this.desk.refuseFaulty(rules, room);
      const found = await sampleMessages(tx, { ...asked, limit: MESSAGES, bytes: BYTES });
      return {
        standing: await readRouting(tx),
        names: room.names,
        sample: found,
        sources: await this.reader.sources(tx, found.messages),
      };
    });
    // Ids stand for nothing while rules are asked: a new rule has none yet.
    const wanted = rules.filter(rule => rule.enabled).map(rule => ({ ...rule, id: rule.id ?? 0 }));
    const { samples, unreadable } = await this.reader.read(sources, standing.kinds);
    const items = samples.flatMap(one => {
      const { draft, message, known } = one;
      const before = ruledOutcome(standing, draft, message.departmentId, known);
      const after = ruledOutcome({ ...standing, rules: wanted }, draft, message.departmentId, known);
      return wouldDiffer(one.end, before, after) ? [itemOf(one, before, after, names)] : [];
    });
    const { messages, total, nextBefore, clipped } = sample;
    const nextCursor = nextBefore === null ? null : String(nextBefore);
    return { items, examined: messages.length, unreadable, total, clipped, nextCursor };
  }
}

function itemOf(
  { message, channelName, draft, part, end }: ReadSample,
  before: RuledOutcome,
  after: RuledOutcome,
  names: RuleNames,
): RuledMessage {
  return {
    messageId: message.id,
    part,
    receivedAt: message.receivedAt.toISOString(),
    channelName,
    departmentId: message.departmentId,
    from: senderWords(draft),
    subject: draft.subject.slice(0, 300),
    state: end.state,
    ticketId: end.ticketId,
    before: ruledView(before, names),
    after: ruledView(after, names),
  };
}

/** Whom a rule about the sender means. */
const senderWords = ({ author, requester, call }: TicketDraft): string =>
  author?.address || requester.address || call?.outside.said || requester.phone || requester.name;
