// The sweeps of a router and how often they come.
import {
  announce,
  closeSearchGap,
  closeSettledAlerts,
  type Database,
  DeliveryStore,
  expireClaims,
  followUpsDue,
  forgetCanaries,
  forgetSkips,
  forgetTaken,
  forgetTurns,
  OutboundStore,
  RelayStore,
  raiseLateness,
  raiseLikelyLate,
  stalledMessages,
  turnPartitions,
  wakeDue,
} from '#store';
import type { SweepStep } from './sweeper.js';

/** A message that waits this long has lost its event, or its converter died; the second conversion of the same does nothing. */
const STALLED_SECONDS = 60;
const BATCH = 500;
/** Longer than the outbox and any broker keep an event. */
const TAKEN_DAYS = 14;
const DELIVERY_DAYS = 30;

export function sweepSteps(database: Database, roles: readonly string[]): SweepStep[] {
  const outbound = new OutboundStore(database);
  const deliveries = new DeliveryStore(database);
  const steps: SweepStep[] = [];
  if (roles.includes('convert')) {
    steps.push(
      { name: 'expired claims', everyMs: 5_000, run: () => expireClaims(database, BATCH) },
      { name: 'due snoozes', everyMs: 5_000, run: () => wakeDue(database, BATCH) },
      { name: 'follow-ups', everyMs: 5_000, run: () => followUpsDue(database, BATCH) },
      { name: 'lateness', everyMs: 30_000, run: () => raiseLateness(database, BATCH) },
      { name: 'likely late', everyMs: 120_000, run: () => raiseLikelyLate(database) },
      { name: 'settled alerts', everyMs: 60_000, run: () => closeSettledAlerts(database) },
      { name: 'old acknowledgements', everyMs: 600_000, run: () => forgetTurns(database) },
      { name: 'old skips', everyMs: 600_000, run: () => forgetSkips(database) },
      { name: 'texts that the search lacks', everyMs: 60_000, run: () => closeSearchGap(database) },
      { name: 'stalled messages', everyMs: 30_000, run: () => announceStalled(database) },
    );
  }
  if (roles.includes('outbound')) {
    steps.push(
      { name: 'dead senders', everyMs: 15_000, run: () => outbound.declareUnknown(BATCH) },
      { name: 'dead senders of webhooks', everyMs: 15_000, run: () => deliveries.requeueDead(BATCH) },
      { name: 'old test messages', everyMs: 3_600_000, run: () => forgetCanaries(database) },
      { name: 'old deliveries to webhooks', everyMs: 3_600_000, run: () => deliveries.forget(DELIVERY_DAYS) },
    );
  }
  if (roles.includes('relay')) {
    steps.push(
      { name: 'outbox partitions', everyMs: 600_000, run: () => turnPartitions(database) },
      { name: 'taken events', everyMs: 600_000, run: () => forgetTaken(database, TAKEN_DAYS) },
    );
  }
  return steps;
}

/** Only where nothing is queued for conversion: under load a message may wait for a minute without being lost. */
async function announceStalled(database: Database): Promise<void> {
  const { oldestSeconds } = await new RelayStore(database).backlog();
  if ((oldestSeconds ?? 0) > STALLED_SECONDS / 2) return;
  await database.transaction(async tx => {
    const stalled = await stalledMessages(tx, STALLED_SECONDS, BATCH);
    await announce(tx, stalled);
  });
}
