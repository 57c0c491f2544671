// Tries the way out: name, connection, TLS, sign-in, and whether the server takes our address as sender. Guarantee: no mail is sent: the transaction is given
// up before anybody is named as its recipient (RFC 5321, section 4.1.1.5).
import {
  NetworkTrial,
  StepFault,
  type StepSaid,
  type StepTry,
  type Talk,
  type TrialPorts,
  type Wire,
} from '#channels/contract';
import type { SmtpOutSettings } from '../email.settings.js';
import { tokenResponse } from '../smtp-out/token.sign-in.js';
import { ask, hello, type SmtpReply, type SmtpTalk } from './smtp.talk.js';
import { type TokenTrial, tokenUntried } from './token.trial.js';

const NO_STARTTLS = 'The server offers no STARTTLS, and mail is not sent in clear text.';

export class SmtpTrial {
  private readonly network: NetworkTrial;
  private offered: SmtpTalk = { extensions: new Set(), mechanisms: new Set() };

  /** @param sender our first address: replies leave from it */
  constructor(
    private readonly smtp: SmtpOutSettings,
    private readonly sender: string,
    private readonly shown: { password: string | undefined; tokens: TokenTrial | null },
    ports: TrialPorts,
  ) {
    this.network = new NetworkTrial(talkOf(smtp), ports);
  }

  steps(): StepTry[] {
    const byToken = this.smtp.auth === 'oauth2';
    if (byToken && !this.shown.tokens) return [...this.network.steps(), tokenUntried('smtp.sign-in')];
    return [
      ...this.network.steps(),
      {
        step: 'smtp.sign-in',
        title: byToken ? 'Sign in by token' : 'Sign in',
        run: () => (byToken ? this.signInByToken() : this.signIn()),
      },
      { step: 'smtp.sender', title: 'Be taken as sender', run: () => this.beTaken() },
    ];
  }

  async close(): Promise<void> {
    this.network.wire?.say('QUIT');
    this.network.close();
  }

  private get wire(): Wire {
    return this.network.wire!;
  }

  private async signIn(): Promise<StepSaid> {
    const { smtp } = this;
    const { password } = this.shown;
    this.offered = await hello(this.wire);
    const user = smtp.user ?? '';
    if (user === '')
      return { state: 'skipped', words: 'The settings name no user: the server is used without a sign-in.' };
    if (!password) throw new StepFault('There is no password yet.', 'Enter the password for sending.');
    if (this.offered.mechanisms.size === 0)
      throw new StepFault(
        `${smtp.host} offers no sign-in on port ${smtp.port}.`,
        'Sending for users is usually on port 587 (STARTTLS) or 465 (TLS from the start); port 25 is between servers.',
      );
    const reply = await this.authenticate(user, password);
    if (reply.code === 235) return `${smtp.host} takes ${user} and the password.`;
    throw new StepFault(
      `${smtp.host} refused the sign-in as ${user}: ${reply.words}`,
      reply.code >= 500
        ? 'Enter user name and password again; some providers want a password for apps, or have to allow sending by SMTP.'
        : 'The server asks to try it later.',
    );
  }

  private async signInByToken(): Promise<StepSaid> {
    const { host, user = '' } = this.smtp;
    this.offered = await hello(this.wire);
    if (!this.offered.mechanisms.has('XOAUTH2'))
      throw new StepFault(
        `${host} takes no access tokens: it does not offer XOAUTH2.`,
        'Check host and port; for Microsoft 365 it is smtp.office365.com, port 587, for Google smtp.gmail.com, port 587.',
      );
    let reply = await ask(this.wire, `AUTH XOAUTH2 ${tokenResponse(user, await this.shown.tokens!.token())}`);
    // The reason comes first; the empty line asks for the final answer.
    if (reply.code === 334) reply = await ask(this.wire, '');
    if (reply.code === 235) return `${host} takes ${user} and the access token.`;
    throw new StepFault(
      `${host} refused the access token of ${user}: ${reply.words}`,
      reply.code >= 500
        ? 'Press Sign in again as the user of the mailbox. Check that the application has the permission to send (SMTP), and that sending by SMTP is switched on for the mailbox.'
        : 'The server asks to try it later.',
    );
  }

  /** RFC 4954 with PLAIN (RFC 4616) or LOGIN: what every server that takes passwords knows. */
  private async authenticate(user: string, password: string): Promise<SmtpReply> {
    const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
    if (this.offered.mechanisms.has('PLAIN')) return ask(this.wire, `AUTH PLAIN ${base64(`\0${user}\0${password}`)}`);
    if (!this.offered.mechanisms.has('LOGIN'))
      throw new StepFault(
        `${this.smtp.host} takes no passwords: it offers ${[...this.offered.mechanisms].slice(0, 6).join(', ')}.`,
        'Ask whoever runs the server to allow PLAIN or LOGIN over TLS, or use OAuth.',
      );
    const began = await ask(this.wire, 'AUTH LOGIN');
    if (began.code !== 334) return began;
    const named = await ask(this.wire, base64(user));
    return named.code === 334 ? ask(this.wire, base64(password)) : named;
  }

  private async beTaken(): Promise<StepSaid> {
    const { host, user } = this.smtp;
    if (/[^\x21-\x7e]|[<>]/.test(this.sender))
      return { state: 'skipped', words: 'The address has letters beyond ASCII: it is tried with the first reply.' };
    const reply = await ask(this.wire, `MAIL FROM:<${this.sender}>`);
    await ask(this.wire, 'RSET');
    if (reply.code < 300) return `${host} sends for ${this.sender}.`;
    const words = `${host} does not send for ${this.sender}: ${reply.words}`;
    if (reply.code === 452 || reply.code === 552)
      throw new StepFault(words, 'The mailbox or the server is full: ask whoever runs it for more room.');
    if (reply.code === 530)
      throw new StepFault(
        words,
        user ? 'The server wants TLS first: choose STARTTLS.' : 'Enter the user that may send.',
      );
    throw new StepFault(
      words,
      reply.code < 500
        ? 'The server asks to try it later.'
        : 'Let the user send for this address, or put an address first that it may use.',
    );
  }
}

function talkOf({ host, port, tls }: SmtpOutSettings): Talk {
  return {
    ...{ prefix: 'smtp', host, port, tls, protocol: 'SMTP', usual: { implicit: 465, starttls: 587 } },
    isGreeting: line => /^(?:220|421|554)[ -]/.test(line),
    async startTls(wire) {
      const { extensions } = await hello(wire);
      const next = 'Choose TLS from the start on port 465, or ask whoever runs the server to switch STARTTLS on.';
      if (!extensions.has('STARTTLS')) throw new StepFault(NO_STARTTLS, next);
      const reply = await ask(wire, 'STARTTLS');
      if (reply.code !== 220) throw new StepFault(`${NO_STARTTLS} It says: ${reply.words}`, next);
    },
  };
}
