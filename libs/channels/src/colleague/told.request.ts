// What a colleague told on the forward page, as it is kept in the ledger: JSON, with files in base64. Guarantee: what was written here can be read here.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Envelope } from '#channels/contract';

const text = z.string().max(200_000);
const line = z.string().max(1_000);

const told = z.strictObject({
  version: z.literal(1),
  /** Of this telling, whatever it says: two that say the same are two. */
  id: z.string().min(1).max(400),
  by: z.strictObject({ name: line, address: line }),
  who: z.strictObject({ name: line, company: line, address: line, phone: line }),
  want: text,
  haste: z.enum(['normal', 'today', 'now']),
  /** What another app on the phone shared with the page. */
  shared: z.strictObject({ title: line, text, url: z.string().max(4_000) }),
  files: z.array(z.strictObject({ filename: line, contentType: line, content: z.string() })).max(20),
});
export type ToldRequest = z.output<typeof told>;

/** The envelope of one telling. Sent again under the same id it is the same message. */
export function toldEnvelope(channelId: number, request: Omit<ToldRequest, 'version'>, receivedAt: Date): Envelope {
  return {
    channelId,
    sourceIdentity: `told ${request.id}`,
    raw: Buffer.from(JSON.stringify({ version: 1, ...request } satisfies ToldRequest)),
    receivedAt,
    conversationKey: createHash('sha256').update(`told ${channelId} ${request.id}`).digest('hex').slice(0, 32),
    transport: { via: 'page', by: request.by.address },
  };
}

/** Null, with what is wrong, where the bytes are no telling of ours. */
export function readTold(raw: Uint8Array): { request: ToldRequest } | { request: null; detail: string } {
  try {
    const read = told.safeParse(JSON.parse(Buffer.from(raw).toString('utf8')));
    if (read.success) return { request: read.data };
    const [issue] = read.error.issues;
    return { request: null, detail: `/${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'is not valid'}` };
  } catch {
    return { request: null, detail: 'The bytes are no JSON' };
  }
}
