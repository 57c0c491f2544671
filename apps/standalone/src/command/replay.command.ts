import { replay } from '#store';
import { withDatabase } from './open.database.js';

export async function replayCommand(ids: number[]): Promise<number> {
  return withDatabase(async database => {
    let missed = 0;
    for (const id of ids) {
      const done = await database.transaction(tx => replay(tx, id));
      if (!done) missed += 1;
      process.stdout.write(
        done ? `Message ${id} is on its way again.\n` : `Message ${id} is neither in quarantine nor suppressed.\n`,
      );
    }
    return missed ? 1 : 0;
  });
}
