// What ops see of SMTP reception. A channel whose mail cannot be stored shows it at once (I16), and that it recovered.
import { type ConnectorPorts, isRetryable } from '#channels/contract';

/** Reports a channel's health when it changes, not for each mail. */
export class ListenerHealth {
  private readonly failing = new Set<number>();
  private readonly known = new Set<number>();
  constructor(private readonly ports: Pick<ConnectorPorts, 'reportHealth' | 'log'>) {}

  failed(channels: number[], error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    this.ports.log.error(
      { channels, err: text, retryable: isRetryable(error) },
      'mail was not stored; the sender keeps it',
    );
    for (const channelId of channels) {
      this.failing.add(channelId);
      this.ports.reportHealth(channelId, {
        state: 'failing',
        at: new Date(),
        problem: `Incoming mail cannot be stored (${text}). Senders keep it and try again.`,
        code: 'SMTP.NOT_STORED',
        retryAt: null,
      });
    }
  }

  stored(channels: number[]): void {
    for (const channelId of channels) {
      if (this.known.has(channelId) && !this.failing.has(channelId)) continue;
      this.known.add(channelId);
      this.failing.delete(channelId);
      this.ports.reportHealth(channelId, { state: 'ok', at: new Date(), detail: 'receiving by SMTP' });
    }
  }
}
