// The built product on a database of its own at the server that all tests share. It starts in half the time of one that brings a server along, which is what
// test/e2e/start.spec.ts and test/fault start.
import { createTestDatabase } from '../database/database.js';
import { type Product, type ProductOptions, removeDataDir, startProduct } from './product.js';

export interface Guest extends Product {
  databaseUrl: string;
  /** With these the command line finds the same company. */
  settings: { DATA_DIR: string; DATABASE_URL: string };
  /** Stops it; its database and its data folder go with it. */
  leave(): Promise<void>;
}

export async function startGuest(options: Omit<ProductOptions, 'dataDir'> = {}): Promise<Guest> {
  const own = await createTestDatabase();
  const started = startProduct({ ...options, env: { DATABASE_URL: own.url, ...options.env } });
  const product = await started.catch(async (error: unknown) => {
    await own.drop();
    throw error;
  });
  return {
    ...product,
    databaseUrl: own.url,
    settings: { DATA_DIR: product.dataDir, DATABASE_URL: own.url },
    leave: async () => {
      await product.stop();
      await Promise.all([own.drop(), removeDataDir(product.dataDir)]);
    },
  };
}
