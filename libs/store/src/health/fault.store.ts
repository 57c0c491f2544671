// Faults of channels and the alerts that tell of them. Guarantees: one open fault for each channel, so one alert and one notice of recovery for each,
// however many processes look; the alert is part of the commit that opens the fault.
import { raiseAlerts } from '../alerts/alert.store.js';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';

export type FaultKind = 'connection' | 'nobody' | 'sending' | 'canary' | 'backlog';

export interface ChannelFaultRow {
  id: number;
  what: FaultKind;
  /** One plain sentence. */
  problem: string;
  openedAt: Date;
  closedAt: Date | null;
}

export interface FaultyChannel {
  channelId: number;
  departmentId: number;
  name: string;
}

/**
 * True where it is new: then the alert is raised with it. Where a fault stands already only its words are brought up to date. Two who find it at once: the
 * index lets one in.
 */
export async function openFault(
  tx: Tx,
  channel: FaultyChannel,
  { what, problem }: { what: FaultKind; problem: string },
): Promise<boolean> {
  const told = storableText(problem).slice(0, 500);
  const [opened] = await rows<{ id: number }>(
    tx,
    `INSERT INTO channel_fault (channel_id, what, problem) VALUES ($1, $2, $3)
     ON CONFLICT (channel_id) WHERE closed_at IS NULL DO NOTHING RETURNING id`,
    [channel.channelId, what, told],
  );
  if (!opened) {
    await rows(
      tx,
      `UPDATE channel_fault SET what = $2, problem = $3 WHERE channel_id = $1 AND closed_at IS NULL AND (what, problem) <> ($2, $3)`,
      [channel.channelId, what, told],
    );
    return false;
  }
  await raiseAlerts(tx, [
    {
      kind: 'channel-failing',
      departmentId: channel.departmentId,
      userId: null,
      ticketId: null,
      handoffId: null,
      text: `${channel.name} fails: ${problem}`,
      once: `channel-failing:${opened.id}`,
    },
  ]);
  return true;
}

/**
 * The fault is over: its alert asks for nothing any more, and a notice says so where the channel works again (`paused`: nobody needs to be told). False
 * where none was open: of two who see it well at once, one tells.
 */
export async function closeFault(tx: Tx, channel: FaultyChannel, end: 'works' | 'paused'): Promise<boolean> {
  const [closed] = await rows<{ id: number; minutes: number }>(
    tx,
    `UPDATE channel_fault SET closed_at = now() WHERE channel_id = $1 AND closed_at IS NULL
     RETURNING id, ceil(extract(epoch FROM now() - opened_at) / 60)::int AS minutes`,
    [channel.channelId],
  );
  if (!closed) return false;
  await rows(tx, `UPDATE alert SET acknowledged_at = now() WHERE once = $1 AND acknowledged_at IS NULL`, [
    `channel-failing:${closed.id}`,
  ]);
  if (end === 'paused') return true;
  await raiseAlerts(tx, [
    {
      kind: 'channel-recovered',
      departmentId: channel.departmentId,
      userId: null,
      ticketId: null,
      handoffId: null,
      text: `${channel.name} works again, after ${Math.max(1, closed.minutes)} min`,
      once: `channel-recovered:${closed.id}`,
    },
  ]);
  return true;
}

/** Newest first. */
export async function faultsOf(on: Database | Tx, channelId: number, limit: number): Promise<ChannelFaultRow[]> {
  return query<ChannelFaultRow>(
    on,
    `SELECT id, what, problem, opened_at AS "openedAt", closed_at AS "closedAt" FROM channel_fault WHERE channel_id = $1 ORDER BY id DESC LIMIT $2`,
    [channelId, limit],
  );
}
