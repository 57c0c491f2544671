// Fetches mails by UID. Memory is bounded by what we ask for, not by what the server claims; no command runs inside a fetch.
import type { ImapFlow } from 'imapflow';

export interface Listed {
  uid: number;
  /** RFC822.SIZE as the server claims it; undefined where it did not answer for this UID. */
  size?: number;
  internalDate?: Date;
}

export type Download =
  | { kind: 'whole'; raw: Buffer }
  /** Larger than the limit: the header section only. */
  | { kind: 'oversize'; header: Buffer; declaredBytes: number }
  /** A new SEARCH confirms that the mail is no longer in the folder. */
  | { kind: 'gone' }
  /** It is there, but the server did not hand it over. */
  | { kind: 'withheld'; why: string };

/** Header bytes kept of a mail that is not downloaded. */
const HEADER_BYTES = 256 * 1024;
const LISTED_AT_ONCE = 500;

/** UIDs above `lastUid`, rising. An empty answer means nothing yet: the caller keeps its cursor and looks again. */
export async function searchNew(client: ImapFlow, lastUid: number): Promise<number[]> {
  const found = await client.search({ uid: `${lastUid + 1}:*` }, { uid: true });
  // `n:*` always names the last mail, even below n (RFC 3501, section 6.4.8).
  return answerOf(found).filter(uid => uid > lastUid);
}

/** UIDs up to `lastUid` of mails that arrived on that day or later, rising. @param since `2026-11-01`; null: whenever they came (RFC 3501, section 6.4.4) */
export async function searchTaken(client: ImapFlow, since: string | null, lastUid: number): Promise<number[]> {
  const found = await client.search(since === null ? { all: true } : { since: new Date(`${since}T00:00:00Z`) }, {
    uid: true,
  });
  return answerOf(found)
    .filter(uid => uid <= lastUid)
    .sort((a, b) => a - b);
}

/** Sizes and dates, in pieces that stay small whatever the folder holds. */
export async function* listSizes(client: ImapFlow, uids: number[]): AsyncGenerator<Listed[]> {
  for (let from = 0; from < uids.length; from += LISTED_AT_ONCE) {
    const piece = uids.slice(from, from + LISTED_AT_ONCE);
    const rows = await client.fetchAll(piece.join(','), { uid: true, size: true, internalDate: true }, { uid: true });
    const byUid = new Map(rows.map(row => [row.uid, row]));
    yield piece.map(uid => {
      const row = byUid.get(uid);
      const internalDate = row?.internalDate === undefined ? undefined : new Date(row.internalDate);
      return {
        uid,
        ...(row?.size === undefined ? {} : { size: row.size }),
        ...(internalDate === undefined || Number.isNaN(internalDate.getTime()) ? {} : { internalDate }),
      };
    });
  }
}

/** One download per listed mail, in the order given. The sum of their sizes should be small: they are held in memory together. */
export async function download(client: ImapFlow, mails: Listed[], limitBytes: number): Promise<Download[]> {
  const small = mails.filter(mail => mail.size !== undefined && mail.size <= limitBytes);
  const sources = await fetchSources(
    client,
    small.map(mail => mail.uid),
    limitBytes,
  );
  const results: Download[] = [];
  for (const mail of mails) {
    const source = sources.get(mail.uid);
    if (mail.size !== undefined && mail.size > limitBytes) {
      results.push(await fetchHeader(client, mail.uid, mail.size));
    } else if (source !== undefined && source.length > 0) {
      results.push(judge(source, mail.size, limitBytes));
    } else {
      results.push(await askAgain(client, mail.uid, limitBytes));
    }
  }
  return results;
}

async function fetchSources(client: ImapFlow, uids: number[], limitBytes: number): Promise<Map<number, Buffer>> {
  const sources = new Map<number, Buffer>();
  if (uids.length === 0) return sources;
  try {
    // A partial fetch: a server that claims 2 kB and sends 2 GB is cut off by its own protocol.
    const query = { uid: true, source: { start: 0, maxLength: limitBytes + 1 } };
    for (const row of await client.fetchAll(uids.join(','), query, { uid: true })) {
      if (row.source) sources.set(row.uid, row.source);
    }
  } catch (error) {
    // "NO some messages could not be fetched": ask for each alone. A broken connection is not survived here.
    if (!client.usable || !isRefusal(error)) throw error;
  }
  return sources;
}

/** The mail was listed but not delivered: it may be gone (EXPUNGE), or the server may have skipped it. */
async function askAgain(client: ImapFlow, uid: number, limitBytes: number): Promise<Download> {
  const still = answerOf(await client.search({ uid: String(uid) }, { uid: true }));
  if (!still.includes(uid)) return { kind: 'gone' };
  try {
    const query = { uid: true, size: true, source: { start: 0, maxLength: limitBytes + 1 } };
    const row = await client.fetchOne(String(uid), query, { uid: true });
    const source = row ? row.source : undefined;
    if (row && source !== undefined && source.length > 0) return judge(source, row.size, limitBytes);
    return { kind: 'withheld', why: 'the server lists this mail but sends no bytes of it' };
  } catch (error) {
    if (!client.usable || !isRefusal(error)) throw error;
    return { kind: 'withheld', why: error instanceof Error ? error.message : String(error) };
  }
}

async function fetchHeader(client: ImapFlow, uid: number, declaredBytes: number): Promise<Download> {
  const header = await readHeader(client, uid);
  if (header) return { kind: 'oversize', header, declaredBytes };
  const still = answerOf(await client.search({ uid: String(uid) }, { uid: true }));
  return still.includes(uid) ? { kind: 'withheld', why: 'the server sends no header of this mail' } : { kind: 'gone' };
}

/** The header section of a mail, at most 256 kB; null where the server does not give it. */
export async function readHeader(client: ImapFlow, uid: number): Promise<Buffer | null> {
  try {
    const query = { uid: true, bodyParts: [{ key: 'HEADER', start: 0, maxLength: HEADER_BYTES }] };
    const row = await client.fetchOne(String(uid), query, { uid: true });
    // imapflow hands the HEADER part out under its own name.
    const header = row ? row.headers : undefined;
    return header !== undefined && header.length > 0 ? header : null;
  } catch (error) {
    if (!client.usable || !isRefusal(error)) throw error;
    return null;
  }
}

function judge(source: Buffer, size: number | undefined, limitBytes: number): Download {
  if (source.length <= limitBytes) return { kind: 'whole', raw: source };
  const end = source.indexOf('\r\n\r\n');
  const header = source.subarray(0, Math.min(end < 0 ? HEADER_BYTES : end + 4, HEADER_BYTES));
  return { kind: 'oversize', header: Buffer.from(header), declaredBytes: Math.max(size ?? 0, source.length) };
}

function answerOf(found: number[] | false | undefined): number[] {
  // No answer is not "no mail": a refused SEARCH must never move anything.
  if (!Array.isArray(found)) throw new Error('The server did not answer SEARCH');
  return found;
}

function isRefusal(error: unknown): boolean {
  const status = typeof error === 'object' && error !== null && 'responseStatus' in error ? error.responseStatus : '';
  return status === 'NO' || status === 'BAD';
}
