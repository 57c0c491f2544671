// Sends test messages whose time has come. The run is committed before anything leaves, so a crash in between is a run that never arrived, not a
// message that nobody knows.
import { randomBytes } from 'node:crypto';
import { channelKind } from '#channels';
import type { DelivererPorts } from '#channels/contract';
import type { SecretBox } from '#runtime';
import { beginCanary, ChannelStore, type Database, endCanarySending } from '#store';
import { openChannel } from '../connect/channel.supervisor.js';
import type { SweepStep } from '../sweep/sweeper.js';

export interface CanaryDeps {
  database: Database;
  secrets: SecretBox;
  ports: DelivererPorts;
}

const EVERY_MS = 3_000;
/** Of one turn; the others follow with the next. */
const MOST = 20;

export function canaryStep(deps: CanaryDeps): SweepStep {
  return { name: 'test messages', everyMs: EVERY_MS, run: canaryRun(deps) };
}

/** Returns how many were sent, or could not be. */
export function canaryRun({ database, secrets, ports }: CanaryDeps): () => Promise<number> {
  const channels = new ChannelStore();
  async function send(channelId: number, token: string): Promise<string | null> {
    try {
      const row = await channels.byId(database, channelId);
      if (!row) return 'The channel is gone.';
      const { care } = channelKind(row.kind);
      const channel = await openChannel({ database, secrets }, row);
      const hindrance = care?.canary
        ? care.canary.hindrance(channel.settings)
        : 'This kind of channel has no test message.';
      if (hindrance !== null) return hindrance;
      await care?.canary?.send(channel, { token, at: new Date() }, ports);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return async () => {
    let done = 0;
    for (; done < MOST; done++) {
      const due = await database.transaction(tx => beginCanary(tx, randomBytes(16).toString('hex')));
      if (!due) break;
      await endCanarySending(database, due.runId, await send(due.channelId, due.token));
    }
    return done;
  };
}
