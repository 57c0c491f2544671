// Figures of each rail, read when they are asked for: the same numbers that the rail shows in its header.
import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Database, DepartmentStore, numbers } from '#store';
import { HttpMetrics } from './http.metrics.js';

@Injectable()
export class RailMetrics {
  readonly #tickets: Gauge;
  readonly #late: Gauge;
  readonly #onTime: Gauge;
  readonly #oldest: Gauge;
  readonly #quarantined: Gauge;
  readonly #pending: Gauge;
  readonly #channels: Gauge;
  readonly #limit: Gauge;
  readonly #likelyLate: Gauge;
  readonly #handoffs: Gauge;
  readonly #alerts: Gauge;
  readonly #calls: Gauge;

  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentStore,
    private readonly http: HttpMetrics,
  ) {
    const gauge = (name: string, help: string, ...labels: string[]) =>
      new Gauge({ name, help, labelNames: ['department', ...labels], registers: [http.registry] });
    this.#tickets = gauge('rail_tickets', 'Tickets on the rail, by state', 'state');
    this.#late = gauge('rail_tickets_late', 'Tickets past their due time and not done (at most 1000)');
    this.#onTime = gauge('rail_on_time_ratio', 'Finished in time, of all finished in the last 7 days');
    this.#oldest = gauge('rail_oldest_seconds', 'Age of the oldest ticket that is not done');
    this.#quarantined = gauge('rail_messages_quarantined', 'Messages in quarantine');
    this.#pending = gauge('rail_messages_pending', 'Messages stored and not decided yet (at most 1000)');
    this.#limit = gauge('rail_in_hand_limit', 'Tickets that may be in hand on the rail at once');
    this.#likelyLate = gauge(
      'rail_tickets_likely_late',
      'Expected to be late by position and pace, among the first 500',
    );
    this.#handoffs = gauge(
      'rail_handoffs',
      'Offered to the department and not accepted; its own that came back',
      'state',
    );
    this.#alerts = gauge('rail_alerts_open', 'Alerts that nobody has acknowledged (at most 1000)');
    this.#calls = gauge('rail_calls_without_ticket', 'Telephone calls of which no ticket tells; should be 0');
    this.#channels = gauge('rail_channel_ok', '1 while the channel works or stands by, 0 otherwise', 'channel');
  }

  /** Prometheus text format. Rejects with STORE.UNREACHABLE while the database is away. */
  async text(): Promise<string> {
    this.#channels.reset();
    for (const department of await this.departments.list(this.database, null))
      await this.#read(department.id, department.key);
    return this.http.registry.metrics();
  }

  async #read(id: number, department: string): Promise<void> {
    const found = await numbers(this.database, id, new Date());
    if (!found) return;
    for (const state of ['open', 'claimed', 'waiting'] as const) this.#tickets.set({ department, state }, found[state]);
    this.#late.set({ department }, found.late);
    if (found.week.finished > 0) this.#onTime.set({ department }, found.week.onTime / found.week.finished);
    this.#oldest.set(
      { department },
      found.oldest ? Math.max(0, (Date.now() - found.oldest.receivedAt.getTime()) / 1000) : 0,
    );
    this.#limit.set({ department }, found.railLimit);
    this.#likelyLate.set({ department }, found.likelyLate);
    for (const state of ['offered', 'returned'] as const)
      this.#handoffs.set({ department, state }, found.handoffs[state]);
    this.#alerts.set({ department }, found.alerts);
    this.#quarantined.set({ department }, found.quarantined);
    this.#pending.set({ department }, found.pending);
    this.#calls.set({ department }, found.callsWithoutTicket);
    for (const channel of found.channels)
      this.#channels.set(
        { department, channel: channel.name },
        ['ok', 'standby'].includes(String(channel.health.state)) ? 1 : 0,
      );
  }
}
