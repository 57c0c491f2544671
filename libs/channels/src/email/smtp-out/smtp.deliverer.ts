// Sends committed bytes to the configured SMTP server and tells each recipient's outcome. Never rejects, never sends twice.
// Few connections, kept for a moment: a burst of replies pays one TLS handshake.
import { domainToASCII } from 'node:url';
import { type Deliverer, type OutboundMail, type RecipientOutcome, stoppableDeliverer } from '#channels/contract';
import { type Attempt, outcomesOf } from './recipient.outcome.js';
import { openSmtpSession, type SmtpServerAccess, type SmtpSession } from './smtp.session.js';

export interface SmtpDelivererOptions extends Omit<SmtpServerAccess, 'connectTimeout' | 'replyTimeout'> {
  connectTimeout?: number;
  replyTimeout?: number;
  /** Connections at the same time. */
  connections?: number;
  /** Milliseconds that an idle connection is kept. */
  keepIdle?: number;
  /** Milliseconds that mails under way get when the process stops; then their outcome is what is known by then. Default 5,000. */
  grace?: number;
}

/** Mails over one connection; servers dislike endless sessions. */
const MAILS_PER_CONNECTION = 50;
/** RFC 5321, section 4.5.3.1: path of 256 octets with its brackets. No white space, no brackets, no control characters. */
const SENDABLE = /^[^\s<>\x00-\x1f\x7f]{1,64}@[^\s<>@\x00-\x1f\x7f]{1,253}$/;

interface Pooled {
  session: SmtpSession;
  mails: number;
  idleTimer: NodeJS.Timeout | null;
}

export function createSmtpDeliverer(options: SmtpDelivererOptions): Deliverer {
  const access: SmtpServerAccess = {
    ...options,
    connectTimeout: options.connectTimeout ?? 30_000,
    replyTimeout: options.replyTimeout ?? 600_000,
  };
  const idle: Pooled[] = [];
  const waiting: (() => void)[] = [];
  const busy = new Set<SmtpSession>();
  let free = options.connections ?? 3;

  async function slot(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>(resolve => waiting.push(resolve));
  }
  function freeSlot(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  function takeIdle(): Pooled | null {
    for (let one = idle.pop(); one; one = idle.pop()) {
      if (one.idleTimer) clearTimeout(one.idleTimer);
      if (one.session.reusable()) return one;
      one.session.close();
    }
    return null;
  }

  function giveBack(pooled: Pooled): void {
    if (pooled.mails >= MAILS_PER_CONNECTION || !pooled.session.reusable()) {
      pooled.session.close();
      return;
    }
    pooled.idleTimer = setTimeout(() => {
      idle.splice(idle.indexOf(pooled), 1);
      pooled.session.close();
    }, options.keepIdle ?? 10_000);
    pooled.idleTimer.unref();
    idle.push(pooled);
  }

  async function attempt(raw: Buffer, from: string, recipients: string[]): Promise<Attempt> {
    const kept = takeIdle();
    if (kept) {
      const result = await sendOver(kept, raw, from, recipients);
      // A kept connection may have died unseen. Nothing of the message had left, so a fresh one may try.
      if (result.end.kind !== 'broken' || result.messageEnded) return result;
    }
    let session: SmtpSession;
    try {
      session = await openSmtpSession(access);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return { recipients, refused: [], messageEnded: false, end: { kind: 'no-session', problem } };
    }
    return sendOver({ session, mails: 0, idleTimer: null }, raw, from, recipients);
  }

  async function sendOver(pooled: Pooled, raw: Buffer, from: string, recipients: string[]): Promise<Attempt> {
    pooled.mails += 1;
    busy.add(pooled.session);
    const result = await pooled.session.send(raw, from, recipients);
    busy.delete(pooled.session);
    giveBack(pooled);
    return result;
  }

  async function deliver(mail: OutboundMail): Promise<RecipientOutcome[]> {
    const wanted = mail.envelope.to;
    const from = asciiAddress(mail.envelope.from);
    if (mail.envelope.from !== '' && !SENDABLE.test(from)) {
      return refuseAll(wanted, `The sender address ${JSON.stringify(mail.envelope.from)} cannot be used`);
    }
    if (mail.raw.length === 0) return refuseAll(wanted, 'The mail is empty');
    const paths = new Map(wanted.map(address => [address, asciiAddress(address)]));
    const recipients = [...new Set(paths.values())].filter(path => SENDABLE.test(path));
    const outcomes = new Map<string, RecipientOutcome>();
    if (recipients.length > 0) {
      await slot();
      try {
        for (const one of outcomesOf(await attempt(mail.raw, from, recipients))) outcomes.set(one.address, one);
      } finally {
        freeSlot();
      }
    }
    return wanted.map(address => {
      const outcome = outcomes.get(paths.get(address) ?? '');
      return outcome
        ? { ...outcome, address }
        : refuse(address, `The address ${JSON.stringify(address)} cannot be used`);
    });
  }

  return stoppableDeliverer({
    deliver,
    cut: () => {
      for (const session of busy) session.abort('the service is stopping');
    },
    grace: options.grace,
    end: () => {
      for (const one of idle.splice(0)) {
        if (one.idleTimer) clearTimeout(one.idleTimer);
        one.session.close();
      }
    },
  });
}

/** The domain in its ASCII form (RFC 5891); a local part beyond ASCII needs SMTPUTF8 and is the server's to judge. */
function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return address;
  const domain = address.slice(at + 1);
  if (!/[^\x00-\x7f]/.test(domain)) return address;
  return `${address.slice(0, at)}@${domainToASCII(domain)}`;
}

function refuseAll(addresses: string[], response: string): RecipientOutcome[] {
  return addresses.map(address => refuse(address, response));
}

function refuse(address: string, response: string): RecipientOutcome {
  return { address, outcome: 'failed', response };
}
