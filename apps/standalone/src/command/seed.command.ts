import { companyOf } from '#store';
import { setUpDemoCompany } from '../demo/company.js';
import { withDatabase } from './open.database.js';

/** The demo company without its mails: those come when `npm start` finds the company without a message. */
export async function seedCommand(): Promise<number> {
  return withDatabase(async database => {
    const company = await companyOf(database);
    if (company) throw new Error(`This database holds ${company.name} already; the demo needs an empty one`);
    await setUpDemoCompany(database, { port: 1 }, null);
    process.stdout.write('The demo company is set up. Start it with: npm start\n');
    return 0;
  });
}
