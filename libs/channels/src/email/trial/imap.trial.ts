// Tries the way to a mailbox: name, connection, TLS, sign-in, folder, rights, room, one message. Guarantees: no mail is marked, moved or downloaded; the
// connection goes to the addresses that were judged, and the certificate is checked for the name that ops entered.
import { isIP } from 'node:net';
import { ImapFlow, type ListResponse } from 'imapflow';
import {
  limitOf,
  NetworkTrial,
  StepFault,
  type StepSaid,
  type StepTry,
  type Talk,
  type TrialPorts,
  type Wire,
} from '#channels/contract';
import type { ImapSettings } from '../email.settings.js';
import type { ImapCredentials } from '../imap/imap.sign-in.js';
import { imapFault, NO_ROOM } from './imap.words.js';
import { type TokenTrial, tokenUntried } from './token.trial.js';

/** More than this of what the mailbox may hold is used: somebody should clear it up. */
const NEARLY_FULL = 0.9;

export class ImapTrial {
  private readonly network: NetworkTrial;
  private client: ImapFlow | null = null;
  private exists = 0;
  private folders: ListResponse[] = [];

  constructor(
    private readonly imap: ImapSettings,
    private readonly shown: { password: string | undefined; tokens: TokenTrial | null },
    private readonly ports: TrialPorts,
  ) {
    this.network = new NetworkTrial(talkOf(imap), ports);
  }

  steps(): StepTry[] {
    const byToken = this.imap.auth === 'oauth2';
    if (byToken && !this.shown.tokens) return [...this.network.steps(), tokenUntried('imap.sign-in')];
    return [
      ...this.network.steps(),
      { step: 'imap.sign-in', title: byToken ? 'Sign in by token' : 'Sign in', run: () => this.signIn() },
      { step: 'imap.folder', title: 'Open the folder', run: () => this.openFolder() },
      { step: 'imap.rights', title: 'Check the rights', run: () => this.checkRights() },
      { step: 'imap.room', title: 'Look for room', run: () => this.checkRoom() },
      { step: 'imap.message', title: 'Read one message', run: () => this.readOne() },
    ];
  }

  async close(): Promise<void> {
    this.network.close();
    const { client } = this;
    if (!client) return;
    // A server that does not answer to the farewell must not hold whoever waits.
    const late = setTimeout(() => client.close(), 1_000);
    await client.logout().catch(() => undefined);
    clearTimeout(late);
    client.close();
  }

  private async signIn(): Promise<StepSaid> {
    const { imap } = this;
    const credentials = await this.credentials();
    this.network.close();
    const client = this.clientFor(credentials);
    this.client = client;
    try {
      await client.connect();
    } catch (error) {
      throw imapFault(error, imap);
    }
    return `${imap.host} takes ${imap.user} and the ${'pass' in credentials ? 'password' : 'access token'}.`;
  }

  private async credentials(): Promise<ImapCredentials> {
    const { imap, shown } = this;
    if (imap.auth === 'oauth2' && shown.tokens) return { user: imap.user, accessToken: await shown.tokens.token() };
    if (!shown.password) throw new StepFault('There is no password yet.', 'Enter the password of the mailbox.');
    return { user: imap.user, pass: shown.password };
  }

  private async openFolder(): Promise<StepSaid> {
    const { imap } = this;
    const client = this.client!;
    await this.asked(async () => {
      this.folders = await client.list();
    });
    const there = this.folders.find(one => isSame(one.path, imap.folder));
    if (!there) throw noFolder(imap.folder, this.folders);
    const mailbox = await this.asked(() => client.mailboxOpen(there.path));
    this.exists = mailbox.exists;
    return mailbox.exists === 1 ? `"${imap.folder}" holds 1 mail.` : `"${imap.folder}" holds ${mailbox.exists} mails.`;
  }

  /** As far as the server tells without anything being changed (RFC 9051, sections 7.1 and 6.3.2). */
  private async checkRights(): Promise<StepSaid> {
    const { imap } = this;
    if (imap.afterTaking === 'keep') return 'Nothing has to be changed on the server.';
    const mailbox = this.client!.mailbox;
    if (mailbox === false) throw new StepFault('The folder was closed again.', 'Try it again.');
    const flag = imap.afterTaking === 'seen' ? '\\Seen' : '\\Deleted';
    const flags = mailbox.permanentFlags;
    const mayNot = mailbox.readOnly === true || (flags !== undefined && !flags.has(flag));
    if (mayNot)
      throw new StepFault(
        `${imap.user} may read "${imap.folder}", and change nothing in it: mails could not be ${imap.afterTaking === 'seen' ? 'marked as read' : 'moved'}.`,
        'Give the user the right to change the folder, or choose to leave mails as they are (keep).',
      );
    if (imap.afterTaking === 'move' && !this.folders.some(one => isSame(one.path, imap.moveTo ?? '')))
      throw noFolder(imap.moveTo ?? '', this.folders);
    return imap.afterTaking === 'seen' ? 'Mails can be marked as read.' : `Mails can be moved to "${imap.moveTo}".`;
  }

  /** RFC 9208; many servers do not tell. */
  private async checkRoom(): Promise<StepSaid> {
    const quota = await this.asked(() => this.client!.getQuota(this.imap.folder));
    const { usage = 0, limit = 0 } = (quota ? quota.storage : undefined) ?? {};
    if (limit === 0) return { state: 'skipped', words: 'The server does not tell how much the mailbox may hold.' };
    const share = usage / limit;
    const words = `${Math.min(999, Math.round(share * 100))} % of what the mailbox may hold is used.`;
    if (share >= 1)
      throw new StepFault(`The mailbox is full: whoever writes to it gets the mail back. ${words}`, NO_ROOM);
    return share > NEARLY_FULL ? { state: 'warning', words, next: NO_ROOM } : words;
  }

  /** Its envelope only: a fetch of it marks nothing. */
  private async readOne(): Promise<StepSaid> {
    if (this.exists === 0)
      return { state: 'skipped', words: 'The folder is empty.', next: 'Send a mail to the mailbox, and test again.' };
    const newest = await this.asked(() => this.client!.fetchOne('*', { uid: true, envelope: true, size: true }));
    if (newest === false || !newest.envelope)
      throw new StepFault('The server lists mails and hands none over.', 'Ask whoever runs the server.');
    const { subject, from } = newest.envelope;
    const sender = from?.[0]?.name || from?.[0]?.address || 'nobody named';
    return `The newest is "${clipped(subject ?? 'no subject')}" from ${clipped(sender)}.`;
  }

  private async asked<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw imapFault(error, this.imap);
    }
  }

  private clientFor(auth: ImapCredentials): ImapFlow {
    const { imap, ports, network } = this;
    const limit = limitOf(ports);
    const client = new ImapFlow({
      host: network.addresses[0]!,
      // What was judged is connected to; what was entered has to stand in the certificate.
      ...(isIP(imap.host) ? {} : { servername: imap.host }),
      port: imap.port,
      secure: imap.tls === 'implicit',
      ...(imap.tls === 'implicit' ? {} : { doSTARTTLS: imap.tls === 'starttls' }),
      auth,
      logger: false,
      connectionTimeout: limit,
      greetingTimeout: limit,
      socketTimeout: limit,
      maxLiteralSize: 1024 * 1024,
      disableBinary: true,
    });
    client.on('error', () => client.close());
    return client;
  }
}

function talkOf({ host, port, tls }: ImapSettings): Talk {
  return {
    ...{ prefix: 'imap', host, port, tls, protocol: 'IMAP', usual: { implicit: 993, starttls: 143 } },
    isGreeting: line => /^\* (?:OK|PREAUTH|BYE)\b/i.test(line),
    startTls,
  };
}

/** RFC 9051, section 6.2.1. */
async function startTls(wire: Wire): Promise<void> {
  wire.say('t1 STARTTLS');
  for (;;) {
    const line = await wire.line();
    if (/^t1 OK\b/i.test(line)) return;
    if (/^t1 /i.test(line))
      throw new StepFault(
        'The server offers no STARTTLS, and the password is not sent in clear text.',
        'Choose TLS from the start on port 993, or ask whoever runs the server to switch STARTTLS on.',
      );
  }
}

const clipped = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text).toWellFormed();

/** INBOX alone is the same in capital and small letters (RFC 9051, section 5.1). */
const isSame = (path: string, named: string): boolean =>
  path === named || (path.toUpperCase() === 'INBOX' && named.toUpperCase() === 'INBOX');

function noFolder(named: string, there: readonly ListResponse[]): StepFault {
  const names = there.map(one => `"${clipped(one.path)}"`);
  const some = names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
  return new StepFault(
    `There is no folder "${named}" in this mailbox.`,
    names.length === 0
      ? 'The user sees no folder at all: check its rights.'
      : `Choose one of these, or make it: ${some}.`,
  );
}
