// Tries both directions of an email channel. One that fails leaves the other to be tried.
import { type Channel, type TestStep, type TrialPorts, untried, walkSteps } from '#channels/contract';
import type { EmailSettings } from '../email.settings.js';
import { ImapTrial } from './imap.trial.js';
import { SmtpTrial } from './smtp.trial.js';
import { tokenTrial } from './token.trial.js';

export async function tryEmail(channel: Channel<EmailSettings>, ports: TrialPorts): Promise<TestStep[]> {
  const { imap, smtpIn, smtpOut, addresses } = channel.settings;
  const { secrets } = channel;
  const tokens = tokenTrial(channel, ports);
  const steps: TestStep[] = [];
  if (imap) {
    const trial = new ImapTrial(imap, { password: secrets['imap.password'], tokens }, ports);
    steps.push(...(await walkSteps(trial.steps(), ports, () => trial.close())));
  }
  if (smtpIn) steps.push(...(await walkSteps([listens(addresses)], ports)));
  if (smtpOut) {
    const trial = new SmtpTrial(smtpOut, addresses[0] ?? '', { password: secrets['smtpOut.password'], tokens }, ports);
    steps.push(...(await walkSteps(trial.steps(), ports, () => trial.close())));
  }
  await tokens?.close();
  if (!imap && !smtpIn) steps.push(...(await walkSteps([noWayIn], ports)));
  if (!smtpOut) steps.push(...(await walkSteps([noWayOut], ports)));
  return steps;
}

const listens = (addresses: readonly string[]) =>
  untried(
    'smtp-in.listens',
    'Take mail by SMTP',
    `Mail for ${addresses.slice(0, 3).join(', ')} is taken by the listener of this house: nothing is connected to.`,
    'Save the channel, let your mail server deliver to the listener (SMTP_IN_PORT), and send a mail.',
  );

const noWayIn = {
  step: 'email.way-in',
  title: 'A way in',
  run: async () => ({
    state: 'warning' as const,
    words: 'The settings name neither IMAP nor the listener: no mail comes in.',
    next: 'Add IMAP, or switch smtpIn on.',
  }),
};

const noWayOut = {
  step: 'email.way-out',
  title: 'A way out',
  run: async () => ({
    state: 'warning' as const,
    words: 'The settings name no outgoing server: replies wait until there is one.',
    next: 'Add the server for sending (smtpOut).',
  }),
};
