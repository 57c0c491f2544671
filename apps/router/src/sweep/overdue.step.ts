// Documents of ours that nobody acknowledged in time: a sweep raises a ticket for each, once.
import { type Database, emptyPlan, lockOverdue, markOverdue, takeIds, writeConversion } from '#store';
import type { HouseReader } from '../convert/house.reader.js';
import { exceptionOf, setWords } from '../convert/trade/exception.plan.js';
import type { SweepStep } from './sweeper.js';

const EVERY_MS = 30_000;
const BATCH = 200;

export function overdueStep(database: Database, house: HouseReader, now = () => new Date()): SweepStep {
  return { name: 'overdue acknowledgements', everyMs: EVERY_MS, run: overdueRun(database, house, now) };
}

/** Returns how many tickets were raised. */
export function overdueRun(database: Database, reader: HouseReader, now: () => Date): () => Promise<number> {
  return async () => {
    const { house } = await reader.read();
    return database.transaction(async tx => {
      const overdue = await lockOverdue(tx, BATCH);
      if (overdue.length === 0) return 0;
      const tickets = await takeIds(tx, 'ticket', overdue.length);
      const entries = await takeIds(tx, 'entry', overdue.length);
      const plan = emptyPlan();
      overdue.forEach((sent, i) => {
        const words = setWords(sent.sets.filter(set => !set.verdict));
        const said = sent.receivedAt ? ` They said that the interchange was received.` : '';
        const { ticket, entry, event } = exceptionOf(
          {
            id: tickets[i]!,
            entryId: entries[i]!,
            subject: `${sent.partnerName} has not acknowledged ${words}`,
            text: `We sent ${words} in interchange ${sent.interchangeRef}. The time in which ${sent.partnerName} must acknowledge it is over.${said}`,
            why: 'An acknowledgement is overdue',
            sent,
            at: now(),
            message: null,
          },
          house,
        );
        plan.tickets.push(ticket);
        plan.entries.push(entry);
        plan.events.push(event);
      });
      await writeConversion(tx, plan);
      await markOverdue(
        tx,
        overdue.map((sent, i) => ({ id: sent.id, ticketId: tickets[i]! })),
      );
      return overdue.length;
    });
  };
}
