// Whose changes these are. Kept beside the call, so that no store needs an argument for it: each transaction below it tells the database, whose triggers
// write the audit log in that transaction.
import { AsyncLocalStorage } from 'node:async_hooks';

export interface AuditActor {
  kind: 'person' | 'key' | 'command';
  /** Of the account or the key. */
  id?: string;
  name: string;
}

const actors = new AsyncLocalStorage<AuditActor>();

/** All that `work` changes, and whatever it waits for, is this actor's. */
export const actAs = <T>(actor: AuditActor, work: () => T): T => actors.run(actor, work);

/** Undefined: the house itself. */
export const actingNow = (): AuditActor | undefined => actors.getStore();
