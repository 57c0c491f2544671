// What stands still is seen within a minute (I16): messages that nobody converts, events that nobody sends.
import type { HealthRegistry } from '#runtime';
import { type Database, oldestPending, RelayStore } from '#store';

const STALLED_SECONDS = 60;

export function registerStallChecks(health: HealthRegistry, database: Database): void {
  const relay = new RelayStore(database);
  health.register('conversion', async () => {
    const seconds = await oldestPending(database);
    if (seconds !== null && seconds > STALLED_SECONDS)
      throw new Error(`a message has waited for its ticket for ${Math.round(seconds)} s`);
  });
  health.register('outbox', async () => {
    const { oldestSeconds, unsent } = await relay.backlog();
    if (oldestSeconds !== null && oldestSeconds > STALLED_SECONDS)
      throw new Error(`${unsent} events wait to be sent, the oldest for ${Math.round(oldestSeconds)} s`);
  });
}
