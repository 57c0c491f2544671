// `rail partner …` as the command line names it.
import type { Command } from 'commander';
import type { AgreementOptions } from './partner.command.js';

/** Read when a command of it is called. */
const commands = () => import('./partner.command.js');

type Done = (code: number) => void;
type Whole = (text: string) => number;

const collect = (value: string, all: string[]): string[] => [...all, value];

export function addPartnerCommands(rail: Command, done: Done, wholeNumber: Whole): void {
  const partner = rail.command('partner').description('trading partners, who send and get EDI');
  partner
    .command('list')
    .description('print all partners, and when each was last heard of')
    .action(async () => done(await (await commands()).listPartners()));
  withAgreement(
    partner
      .command('add')
      .description('add a partner; what is left out is the usual')
      .argument('<key>', 'small letters, digits and hyphens')
      .argument('<name>')
      .option('--x12 <qualifier:id>', 'as what they send X12 (ISA05, ISA06); may be given several times', collect, [])
      .option('--edifact <qualifier:id>', 'as what they send EDIFACT (UNB 0007, 0004), or the id alone', collect, [])
      .option('--own <qualifier:id>', 'as what they address us; left out: anything', collect, []),
    wholeNumber,
  ).action(
    async (
      key: string,
      name: string,
      options: AgreementOptions & { x12: string[]; edifact: string[]; own: string[] },
    ) => done(await (await commands()).addPartner(key, name, options)),
  );
  withAgreement(
    partner
      .command('from-message')
      .description('make a partner of the unknown sender of a quarantined message, and replay all that is held of it')
      .argument('<messageId>', 'message number', wholeNumber)
      .requiredOption('--key <key>', 'small letters, digits and hyphens')
      .requiredOption('--name <name>', 'as people call them'),
    wholeNumber,
  ).action(async (id: number, options: AgreementOptions & { key: string; name: string }) =>
    done(await (await commands()).partnerFromMessage(id, options)),
  );
}

const withAgreement = (command: Command, wholeNumber: Whole): Command =>
  command
    .option('--accepts <what>', 'production, test or both (usual: production)')
    .option('--errors <what>', 'reject: refuse a set with errors; note-errors: take it and tell them (usual: reject)')
    .option('--acknowledge <with>', '997, 999, contrl or none (usual: 997 for X12, contrl for EDIFACT)')
    .option('--version <version>', 'version agreed, e.g. 004010 or D:96A; may be given several times', collect, [])
    .option('--charset <name>', 'instead of what their interchanges declare, e.g. latin1')
    .option('--days <days>', 'for so long a control number is not used again (usual: 90)', wholeNumber)
    .option('--deadline <minutes>', 'until they must have acknowledged a document of ours (usual: 1440)', wholeNumber)
    .option('--ack-address <address>', 'acknowledgements go there by mail (usual: to whoever sent the order)');
