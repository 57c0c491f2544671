// The one door to PostgreSQL: a pool, transactions with bounded retry, and rows. Everything above it says what it wants, in SQL of its own store.

import pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { actingNow } from '../audit/audit.actor.js';
import { entities } from '../entities.js';
import { migrations } from '../migrations/index.js';
import { binaryArrays } from './binary.arrays.js';
import { asStoreFault, isRetryable, StoreFault } from './store.fault.js';

// int8 as number: identities and counts stay far below 2^53, and a string id has been compared with === too often.
pg.types.setTypeParser(pg.types.builtins.INT8, text => Number(text));

/** Proof of an open transaction. Writing methods of a store take it first. */
export class Tx {
  readonly afterCommit: (() => void)[] = [];
  constructor(readonly runner: QueryRunner) {}
}

export interface DatabaseOptions {
  url: string;
  /** Connections at most. Default 12. */
  poolSize?: number;
  applicationName?: string;
  /** Milliseconds after which PostgreSQL ends a statement. Default 60,000. */
  statementTimeout?: number;
}

const ATTEMPTS = 5;

export class Database {
  private constructor(
    readonly source: DataSource,
    readonly url: string,
  ) {}

  /** Connects; rejects with code STORE.UNREACHABLE, and the host and port in its message, where nobody answers. */
  static async open(options: DatabaseOptions): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      // The one that reads int8 as a number: found by its name, it could be another copy.
      driver: pg,
      url: options.url,
      entities,
      migrations,
      migrationsTransactionMode: 'each',
      synchronize: false,
      logging: false,
      poolSize: options.poolSize ?? 12,
      applicationName: options.applicationName ?? 'ticket-rail',
      connectTimeoutMS: 5_000,
      extra: { statement_timeout: options.statementTimeout ?? 60_000, idle_in_transaction_session_timeout: 60_000 },
      // An idle connection that dies must not end the process: the pool replaces it, and the next statement reports.
      poolErrorHandler: () => undefined,
    });
    try {
      await source.initialize();
    } catch (error) {
      throw asStoreFault(error, `The database at ${describe(options.url)} does not answer`);
    }
    return new Database(source, options.url);
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  /**
   * Runs `work` in one READ COMMITTED transaction. Serialization failures and deadlocks are tried again, at most 5 times in all, so `work`
   * must be free of effects outside the database; what must follow a commit goes to `tx.afterCommit`. `told`: the database knows whose changes
   * these are (see actAs); a transaction that only reads needs no statement for it.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, told = true): Promise<T> {
    return triedAgain(async () => {
      const runner = this.source.createQueryRunner();
      const tx = new Tx(runner);
      try {
        await runner.connect();
        await runner.startTransaction();
        const actor = told ? actingNow() : undefined;
        if (actor) await runner.query(`SELECT set_config('rail.actor', $1, true)`, [JSON.stringify(actor)]);
        const result = await work(tx);
        await runner.commitTransaction();
        for (const run of tx.afterCommit) run();
        return result;
      } catch (error) {
        // A rollback that fails means that the connection is gone, and the transaction with it; the first error is the one to tell.
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
        throw error;
      } finally {
        await runner.release().catch(() => undefined);
      }
    });
  }

  /** Reads of one moment: what they find agrees with each other (REPEATABLE READ, READ ONLY). */
  snapshot<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(async tx => {
      await tx.runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return work(tx);
    }, false);
  }

  /** One statement outside a transaction; reads only, or a single write. It is tried again as a transaction is. */
  rows<R>(text: string, values: unknown[] = []): Promise<R[]> {
    return this.once({ text, values });
  }

  /** As rows(), for a statement of the hot path: see prepared(). */
  prepared<R>(name: string, text: string, values: unknown[]): Promise<R[]> {
    return this.once({ name, text, values: binaryArrays(name, text, values) });
  }

  private once<R>(statement: pg.QueryConfig): Promise<R[]> {
    return triedAgain(async () => {
      const runner = this.source.createQueryRunner();
      try {
        return await execute<R>(runner, statement);
      } finally {
        await runner.release().catch(() => undefined);
      }
    });
  }
}

/** Rejects with a fault of the store. What failed for the sake of another transaction has left nothing behind. */
async function triedAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw asStoreFault(error);
      await new Promise(resolve => setTimeout(resolve, 10 * 2 ** attempt * (0.5 + Math.random())));
    }
  }
}

/** One statement inside the transaction. */
export function rows<R>(tx: Tx, text: string, values: unknown[] = []): Promise<R[]> {
  if (!(tx instanceof Tx))
    throw new StoreFault('STORE.NO_TRANSACTION', 'A writing method was called without a transaction', false);
  return run<R>(tx.runner, text, values);
}

/** Reads that serve inside and outside a transaction. */
export function query<R>(on: Database | Tx, text: string, values: unknown[] = []): Promise<R[]> {
  return on instanceof Tx ? rows<R>(on, text, values) : on.rows<R>(text, values);
}

/**
 * A statement of the hot path, inside a transaction or alone: parsed and planned once per connection under its name, then only bound; its arrays travel
 * in binary. For statements whose plan does not depend on their values.
 */
export async function prepared<R>(on: Database | Tx, name: string, text: string, values: unknown[]): Promise<R[]> {
  if (on instanceof Database) return on.prepared<R>(name, text, values);
  if (!(on instanceof Tx))
    throw new StoreFault('STORE.NO_TRANSACTION', 'A writing method was called without a transaction', false);
  return execute<R>(on.runner, { name, text, values: binaryArrays(name, text, values) });
}

function run<R>(runner: QueryRunner, text: string, values: unknown[]): Promise<R[]> {
  return execute<R>(runner, { text, values });
}

/** Past the ORM's own query method, which costs more than the statement where statements are small. */
async function execute<R>(runner: QueryRunner, statement: pg.QueryConfig): Promise<R[]> {
  const client: pg.ClientBase = await runner.connect();
  const { rows: found } = await client.query(statement);
  return found as R[];
}

/** Host, port and database of a URL, without its user and password. */
export function describe(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || 5432}${pathname}`;
  } catch {
    return 'the given address (which is no URL)';
  }
}
