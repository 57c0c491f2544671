// The `rail` command line. Each command is one file, read when it is called: this one only names them. Exit code 0: done; 1: it could not be done,
// one line says why (of a document: one line for each fault).
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { maskText, version } from '#runtime';
import { addPartnerCommands } from './command/partner.commands.js';
import type { PreviewOptions } from './command/preview.command.js';

const collect = (value: string, all: string[]): string[] => [...all, value.toLowerCase()];
const wholeNumber = (value: string): number => {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
};

/** `argv`: without node and script. Resolves with the exit code; prints errors as one line on stderr. */
export async function main(argv: string[]): Promise<number> {
  let code = 0;
  const done = (result: number | undefined) => {
    code = result ?? 0;
  };
  // Its own options stand before the command: "--version" behind "partner add" is one that a partner writes.
  const rail = new Command('rail').description('Ticket Rail on the command line').version(version);
  rail.enablePositionalOptions().exitOverride();
  rail
    .command('preview')
    .description('show what a message would become, one JSON line per file; needs no database')
    .argument('<kind>', 'channel kind: email, edi, phone, form, api')
    .argument('<files...>', 'files to read')
    .option('--organisation <domain>', 'senders of this domain are colleagues; may be given several times', collect, [])
    .option('--source <source>', 'phone: asterisk-csv (usual), freeswitch, twilio, 3cx, cisco-cucm, generic-json, …')
    .option('--country <code>', 'phone: of numbers without a country code, like DE')
    .option('--time-zone <zone>', 'phone: of the clock that writes the log, like Europe/Berlin')
    .option('--columns <mapping>', 'phone: startedAt=Begin,from=3,… or the fields in their order')
    .option('--extensions <patterns>', 'phone: numbers of our own telephones, like 2xx,30x')
    .option('--settings <file>', "phone, form: a channel's settings as JSON, in place of all these")
    .option('--content-type <type>', 'form: of the files; left out: by their ending, or their first line')
    .action(async (kind: string, files: string[], options: PreviewOptions & { organisation: string[] }) =>
      done(
        await (await import('./command/preview.command.js')).previewCommand(kind, files, options.organisation, options),
      ),
    );
  rail
    .command('audit')
    .description('print the balance of the ledger; exit code 1 where it does not hold')
    .option('--bytes', 'also compute the SHA-256 of everything stored again')
    .option('--json', 'print JSON')
    .action(async (options: { bytes?: boolean; json?: boolean }) =>
      done(await (await import('./command/audit.command.js')).auditCommand(options)),
    );
  rail
    .command('migrate')
    .description("bring the database to this build's schema")
    .action(async () => done(await (await import('./command/migrate.command.js')).migrateCommand()));
  rail
    .command('seed')
    .description('set up the demo company in an empty database')
    .action(async () => done(await (await import('./command/seed.command.js')).seedCommand()));
  rail
    .command('replay')
    .description('send quarantined or suppressed messages on their way again')
    .argument('<messageIds...>', 'message numbers', (value: string, all: number[] = []) => [...all, wholeNumber(value)])
    .action(async (ids: number[]) => done(await (await import('./command/replay.command.js')).replayCommand(ids)));
  rail
    .command('export')
    .description('print how the company is set up as YAML, without secrets')
    .action(async () => done(await (await import('./command/export.command.js')).exportCommand()));
  rail
    .command('import')
    .description('take over a YAML document such as "export" prints: all of it or nothing')
    .argument('<file>')
    .option('--dry-run', 'print what would change, and change nothing')
    .action(async (file: string, options: { dryRun?: boolean }) =>
      done(await (await import('./command/import.command.js')).importCommand(file, options)),
    );
  const secrets = rail
    .command('secrets')
    .description('passwords and keys of channels and webhooks, as they are sealed');
  secrets
    .command('status')
    .description('print how many secrets each key of the key file seals')
    .action(async () => done(await (await import('./command/secrets.command.js')).secretsCommand()));
  secrets
    .command('rotate')
    .description('add a key to the key file and seal everything with it; goes on where it was interrupted')
    .option('--no-new-key', 'seal with the key that the file names as active')
    .action(async (options: { newKey: boolean }) =>
      done(await (await import('./command/secrets.command.js')).rotateCommand(options)),
    );
  addPartnerCommands(rail, done, wholeNumber);
  const user = rail.command('user').description('people who may sign in');
  user
    .command('add')
    .argument('<email>')
    .argument('<name>')
    .option('--admin', 'may do everything')
    .option(
      '--department <key:role>',
      'department and role (supervisor, agent, sales); may be given several times',
      (value: string, all: string[]) => [...all, value],
      [],
    )
    .action(async (email: string, name: string, options: { admin?: boolean; department: string[] }) =>
      done(await (await import('./command/user.command.js')).addUser(email, name, options)),
    );
  user
    .command('link')
    .description('print a sign-in link that can be used once, within 24 hours')
    .argument('<email>')
    .action(async (email: string) => done(await (await import('./command/user.command.js')).linkUser(email)));
  try {
    await rail.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has printed what was wrong with the words already.
    if (error instanceof CommanderError) return error.exitCode;
    process.stderr.write(`${maskText(error instanceof Error ? error.message : String(error))}\n`);
    return 1;
  }
}
