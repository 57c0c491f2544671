// Decides each recipient's fate from what the server said and how far the message had gone. Pure.
// Guarantee: once the final dot may have left, only the server's own complete answer counts; everything else is `unknown` (I12).
import type { RecipientOutcome } from '#channels/contract';

/** What is known after one attempt on one connection. */
export interface Attempt {
  /** Recipients as handed to the server, without duplicates. */
  recipients: string[];
  /** Refused at RCPT (or per recipient by LMTP), with the server's reply. */
  refused: { address: string; response: string }[];
  /** True as soon as the whole message was handed to the socket, final dot included. */
  messageEnded: boolean;
  end: AttemptEnd;
}

export type AttemptEnd =
  /** 2xx after the final dot. */
  | { kind: 'accepted'; response: string }
  /** A complete reply that is no success: at MAIL, RCPT, DATA or after the dot. */
  | { kind: 'refused'; stage: 'mail' | 'rcpt' | 'data' | 'message'; code: number; response: string }
  /** No transaction was possible: connect, TLS, greeting, sign-in. Nothing is wrong with the mail. */
  | { kind: 'no-session'; problem: string }
  /** The connection ended, or stayed silent, in the middle of the transaction. */
  | { kind: 'broken'; problem: string };

/** Replies that speak of our own configuration, not of this mail: ops can mend it, so the mail waits (RFC 4954, RFC 3207). */
const OUR_SETUP = new Set([530, 534, 535, 538]);

/** One outcome per recipient of the attempt, in its order. */
export function outcomesOf(attempt: Attempt): RecipientOutcome[] {
  // Where MAIL was refused, the pipelined RCPTs were refused only because of that (503): they say nothing about the recipients.
  const mailRefused = attempt.end.kind === 'refused' && attempt.end.stage === 'mail';
  const refused = new Map(mailRefused ? [] : attempt.refused.map(one => [one.address, one.response]));
  return attempt.recipients.map(address => {
    const own = refused.get(address);
    if (own !== undefined) return { address, ...verdictOf(codeOf(own), own) };
    return { address, ...fateOfTheRest(attempt) };
  });
}

function fateOfTheRest({ end, messageEnded }: Attempt): Verdict {
  switch (end.kind) {
    case 'accepted':
      // A success before the dot is no promise about bytes that the server had not seen.
      return messageEnded
        ? { outcome: 'sent', response: end.response }
        : { outcome: 'unknown', response: `The server answered before the message was complete: ${end.response}` };
    case 'refused':
      if (end.stage === 'message' && (end.code < 400 || end.code > 599)) {
        return { outcome: 'unknown', response: `Not understood after the message: ${end.response}` };
      }
      return verdictOf(end.code, end.response);
    case 'no-session':
      return { outcome: 'deferred', response: end.problem, heldUp: true };
    case 'broken':
      return messageEnded
        ? { outcome: 'unknown', response: `No answer after the message was sent: ${end.problem}` }
        : { outcome: 'deferred', response: `The connection broke before the message was complete: ${end.problem}` };
  }
}

type Verdict = { outcome: RecipientOutcome['outcome']; response: string; heldUp?: true };

function verdictOf(code: number, response: string): Verdict {
  if (OUR_SETUP.has(code)) return { outcome: 'deferred', response, heldUp: true };
  return { outcome: code >= 500 && code <= 599 ? 'failed' : 'deferred', response };
}

function codeOf(response: string): number {
  return Number(/^\d{3}/.exec(response)?.[0] ?? 0);
}
