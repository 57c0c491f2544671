import { audit } from '#store';
import { withDatabase } from './open.database.js';

/** The balance per channel as a table (or JSON), then each invariant that does not hold. 1 where anything is wrong. */
export async function auditCommand(options: { bytes?: boolean; json?: boolean }): Promise<number> {
  const result = await withDatabase(database => audit(database, { bytes: options.bytes }));
  if (options.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return result.balanced ? 0 : 1;
  }
  const heads = ['channel', 'accepted', 'pending', 'ticketed', 'appended', 'suppressed', 'quarantined', 'balance'];
  const table = result.channels.map(c =>
    [
      c.channelName,
      c.accepted,
      c.pending,
      c.ticketed,
      c.appended,
      c.suppressed,
      c.quarantined,
      c.balanced ? 'holds' : 'DOES NOT HOLD',
    ].map(String),
  );
  const widths = heads.map((head, i) => Math.max(head.length, ...table.map(row => row[i]!.length)));
  for (const row of [heads, ...table])
    process.stdout.write(
      `${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}\n`,
    );
  for (const finding of result.findings)
    process.stdout.write(
      `${finding.invariant}: ${finding.count} ${finding.problem} (for example ${finding.examples.join(', ')})\n`,
    );
  process.stdout.write(result.balanced ? 'The ledger balances.\n' : 'THE LEDGER DOES NOT BALANCE.\n');
  return result.balanced ? 0 : 1;
}
