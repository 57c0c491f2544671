// Runs the connectors of the enabled channels, and follows what ops change: a new, changed, paused or resumed channel is picked up within
// seconds, without a restart.
import { channelKind } from '#channels';
import type { Channel, Connector, ConnectorPorts } from '#channels/contract';
import type { SecretBox } from '#runtime';
import { type ChannelRow, ChannelStore, type Database } from '#store';
import type { StoreConnectorPorts } from './connector.ports.js';

export interface SupervisorDeps {
  database: Database;
  secrets: SecretBox;
  ports: StoreConnectorPorts;
  log: ConnectorPorts['log'];
}

interface Running {
  row: ChannelRow;
  connectors: Connector[];
}

const LOOK_MS = 2_000;

export class ChannelSupervisor {
  private readonly store = new ChannelStore();
  private readonly running = new Map<number, Running>();
  private known = new Map<number, ChannelRow>();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly deps: SupervisorDeps) {}

  /** Rejects where the channels cannot be read the first time. */
  async start(connect: boolean): Promise<void> {
    await this.look(connect);
    this.plan(connect);
  }

  /** Throws for an id that no channel has: nothing can be accepted for it. */
  readonly departmentOf = (channelId: number): number => {
    const row = this.known.get(channelId);
    if (!row)
      throw Object.assign(new Error(`There is no channel ${channelId}`), { code: 'CHANNEL.UNKNOWN', retryable: true });
    return row.departmentId;
  };

  /** Enabled channels that take mail for this address through the shared listener; lower case, without a plus-address' tag. */
  channelFor(address: string): { channelId: number } | null {
    for (const row of this.known.values()) {
      if (!row.enabled || row.kind !== 'email' || !row.settings.smtpIn) continue;
      const addresses = row.settings.addresses;
      if (Array.isArray(addresses) && addresses.some(own => typeof own === 'string' && own.toLowerCase() === address))
        return { channelId: row.id };
    }
    return null;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.looking;
    await Promise.all([...this.running.keys()].map(id => this.end(id)));
  }

  private plan(connect: boolean): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look(connect)
        .catch(error => this.deps.log.warn({ err: error }, 'The channels could not be read; trying again'))
        .finally(() => this.plan(connect));
    }, LOOK_MS);
  }

  private async look(connect: boolean): Promise<void> {
    const rows = await this.store.list(this.deps.database, null);
    this.known = new Map(rows.map(row => [row.id, row]));
    if (!connect) return;
    for (const [id, { row }] of this.running) {
      const now = this.known.get(id);
      if (!now?.enabled || now.version !== row.version || now.departmentId !== row.departmentId) await this.end(id);
      else if (now.health.state === 'starting') this.deps.ports.repeatHealth(id);
    }
    for (const row of rows) if (row.enabled && !this.running.has(row.id) && !this.stopped) await this.begin(row);
  }

  private async begin(row: ChannelRow): Promise<void> {
    const running: Running = { row, connectors: [] };
    this.running.set(row.id, running);
    this.deps.ports.forgetHealth(row.id);
    try {
      const channel = await openChannel(this.deps, row);
      running.connectors = channelKind(row.kind).connect(channel, this.deps.ports);
      await Promise.all(running.connectors.map(connector => connector.start()));
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.deps.log.error({ err: error, channelId: row.id }, 'A channel could not be started');
      this.deps.ports.reportHealth(row.id, {
        state: 'failing',
        at: new Date(),
        problem,
        code: 'CHANNEL.NOT_STARTED',
        retryAt: null,
      });
    }
  }

  private async end(id: number): Promise<void> {
    const connectors = this.running.get(id)?.connectors ?? [];
    this.running.delete(id);
    await Promise.all(connectors.map(connector => connector.stop()));
  }
}

/** Settings checked, secrets opened. Throws for settings that this build does not take, or a secret that does not open. */
export async function openChannel<S = never>(
  deps: { database: Database; secrets: SecretBox },
  row: ChannelRow,
): Promise<Channel<S>> {
  const settings = channelKind(row.kind).settings.parse(row.settings);
  const sealed = await new ChannelStore().sealedSecrets(deps.database, row.id);
  const secrets = Object.fromEntries(
    sealed.map(({ name, sealed: text }) => [
      name,
      deps.secrets.open(text, { table: 'channel_secret', row: row.id, field: name, version: row.version }),
    ]),
  );
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    name: row.name,
    departmentId: row.departmentId,
    settings: settings as S,
    secrets,
  };
}
