// The company as decide() sees it: departments, rules, channels. Read whole and kept for a few seconds; a new channel is found at once,
// because a message of it asks for a fresh reading.
import { ediSettings, limitsOf, routingChannelOf } from '#channels';
import { type ChannelRow, ChannelStore, type Database, readRouting } from '#store';
import type { House, RoutingChannel, SignedIds } from '#tickets';

export interface Company {
  house: House;
  /** Throws where the channel is unknown: a message cannot be without one. */
  channel(id: number): SourceChannel;
}

export interface SourceChannel extends RoutingChannel {
  kind: string;
  settings: Record<string, unknown>;
  /** A mailbox: the EDI channel that takes what its mails bring, and its largest interchange in bytes; null where there is none. */
  passesEdiTo: { channelId: number; interchangeBytes: number } | null;
}

const KEPT_MS = 3_000;

export class HouseReader {
  private kept: Promise<Company> | null = null;
  private readAt = 0;
  private readonly channels = new ChannelStore();

  constructor(
    private readonly database: Database,
    private readonly signed: SignedIds,
  ) {}

  read(): Promise<Company> {
    if (!this.kept || performance.now() - this.readAt > KEPT_MS) {
      this.readAt = performance.now();
      this.kept = this.fresh();
      this.kept.catch(() => {
        this.kept = null;
      });
    }
    return this.kept;
  }

  forget(): void {
    this.kept = null;
  }

  private async fresh(): Promise<Company> {
    const [routing, rows] = await Promise.all([readRouting(this.database), this.channels.list(this.database, null)]);
    const byKey = new Map(rows.map(row => [row.key, row]));
    const channels = new Map(
      rows.map(row => {
        const edi = typeof row.settings.ediChannel === 'string' ? byKey.get(row.settings.ediChannel) : undefined;
        const { kind, settings } = row;
        return [
          row.id,
          { ...routingChannelOf(row), kind, settings, passesEdiTo: edi?.kind === 'edi' ? ediDoor(edi) : null },
        ];
      }),
    );
    return {
      house: { ...routing, signed: this.signed },
      channel: id => {
        const channel = channels.get(id);
        if (channel) return channel;
        this.forget();
        // The caller's batch is tried again, with a fresh reading.
        throw Object.assign(new Error(`Channel ${id} is not known yet`), { code: 'CHANNEL.UNKNOWN', retryable: true });
      },
    };
  }
}

const ediDoor = ({ id, settings }: Pick<ChannelRow, 'id' | 'settings'>) => ({
  channelId: id,
  interchangeBytes: limitsOf(ediSettings.parse(settings)).interchangeBytes,
});
