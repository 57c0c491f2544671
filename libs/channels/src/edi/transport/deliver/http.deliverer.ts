// Acknowledgements by POST to the partner's address. Guarantees: a call ends within its limit; a redirect is not followed, so that the key is shown to
// nobody else; of an answer no more is read than is kept. Sending the same again is harmless: it has the same control number and Idempotency-Key.
import {
  type Deliverer,
  type GuardedFetch,
  looksLikeEdi,
  type OutboundMail,
  type RecipientOutcome,
  stoppableDeliverer,
} from '#channels/contract';

export interface HttpDelivererOptions {
  url: string;
  /** Sent as a bearer token (RFC 6750). */
  key?: string;
  /** Left out: as Node does. */
  fetch?: GuardedFetch;
  /** Milliseconds for a whole call. Default 30,000. */
  limit?: number;
  /** Milliseconds that calls under way get when the process stops. Default 5,000. */
  grace?: number;
}

const ANSWER_BYTES = 2_000;
/** Refusals that time can change: 408 Request Timeout, 425 Too Early, 429 Too Many Requests. */
const PASSING = new Set([408, 425, 429]);
/** Nobody is behind the address now, whatever is sent: 502 Bad Gateway, 503 Service Unavailable, 504 Gateway Timeout. */
const AWAY = new Set([502, 503, 504]);

export function createHttpDeliverer(options: HttpDelivererOptions): Deliverer {
  const stop = new AbortController();
  const limit = options.limit ?? 30_000;
  const ask = options.fetch ?? fetch;

  async function one(name: string, mail: OutboundMail): Promise<RecipientOutcome> {
    const deadline = AbortSignal.timeout(limit);
    try {
      const answer = await ask(options.url, {
        most: ANSWER_BYTES,
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([stop.signal, deadline]),
        headers: {
          'content-type': mediaTypeOf(mail.raw),
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
          'idempotency-key': `edi-${mail.outboundId}`,
          'user-agent': 'Ticket-Rail-EDI/1',
          ...(options.key ? { authorization: `Bearer ${options.key}` } : {}),
        },
        body: new Uint8Array(mail.raw),
      });
      return { address: name, ...judge(answer.status, await beginningOf(answer)) };
    } catch (error) {
      const response = deadline.aborted ? `No answer within ${limit / 1000} s` : sentenceOf(error);
      return { address: name, outcome: 'deferred', response, heldUp: true };
    }
  }

  return stoppableDeliverer({
    async deliver(mail) {
      const outcomes: RecipientOutcome[] = [];
      for (const name of mail.envelope.to) outcomes.push(await one(name, mail));
      return outcomes;
    },
    cut: () => stop.abort(),
    grace: options.grace,
  });
}

type Verdict = { outcome: 'sent' | 'deferred' | 'failed'; response: string; heldUp?: true };

function judge(status: number, said: string): Verdict {
  const response = said === '' ? `It answered ${status}` : `It answered ${status}: ${said}`;
  if (status >= 200 && status < 300) return { outcome: 'sent', response };
  if (status >= 300 && status < 400) {
    const advice = 'which is not followed: enter the address that it leads to';
    return { outcome: 'deferred', response: `It answered with a redirect (${status}), ${advice}`, heldUp: true };
  }
  if (AWAY.has(status)) return { outcome: 'deferred', response, heldUp: true };
  return { outcome: status >= 500 || PASSING.has(status) ? 'deferred' : 'failed', response };
}

async function beginningOf(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= ANSWER_BYTES) break;
    }
  } catch {
    // The answer broke off: its status has come, and says what counts.
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString('utf8').trim();
}

/** RFC 1767. Both media types are for whole interchanges. */
const mediaTypeOf = (raw: Uint8Array): string => {
  if (!looksLikeEdi(raw)) return 'application/octet-stream';
  return Buffer.from(raw.subarray(0, 16)).toString('latin1').trimStart().startsWith('ISA')
    ? 'application/edi-x12'
    : 'application/edifact';
};

/** `fetch` says only that it failed; why stands in the cause. */
function sentenceOf(error: unknown): string {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  if (codeOf(cause) === 'ADDRESS.REFUSED')
    return `${(cause as Error).message}. If it is of your own network, it has to be listed in CHANNEL_PRIVATE_HOSTS.`;
  return codeOf(cause) === undefined ? 'Nobody answered' : `Nobody answered (${codeOf(cause)})`;
}

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
