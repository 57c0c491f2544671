// EDI that partners post with an API key: one envelope for each interchange of the file, and for each piece that belongs to none. Without an
// Idempotency-Key each post is a file of its own, so that a repeated interchange meets the rule for duplicates and is acknowledged again.
import type { PostRefusalStatus, PostTaker, ReceivedPost } from '#channels/contract';
import { type EdiSettings, limitsOf } from '../edi.settings.js';
import { type EdiFile, ediEnvelopes, sha256Of } from './file.envelopes.js';

/** RFC 1767, and what systems send that know no better. */
const MEDIA_TYPES =
  /^(?:application\/(?:edi-x12|edifact|edi-consent|octet-stream|x-?12|x-edi[\w-]*)|text\/(?:plain|edi[\w-]*|x-edi[\w-]*))$/;

export const ediPosts: PostTaker<EdiSettings> = {
  proof: () => 'key',
  isOpen: settings => settings.http !== undefined,
  keys: settings => settings.http?.keys ?? [],
  limit: settings => limitsOf(settings).fileBytes,
  take(post, { id, settings }, door) {
    if (!MEDIA_TYPES.test(mediaTypeOf(post)))
      return refused(
        415,
        'REQUEST.NOT_EDI',
        'Send the file as it is, as application/edi-x12, application/edifact or application/octet-stream',
      );
    const sha256 = sha256Of(post.body);
    const { keyId, keyName } = door?.sender ?? {};
    const file: EdiFile = {
      channelId: id,
      via: 'http',
      name: nameIn(post.headers['content-disposition']) ?? 'posted file',
      bytes: post.body.length,
      sha256,
      identity: door?.identity ?? sha256,
      receivedAt: post.receivedAt,
      more: { keyId, keyName, remoteAddress: post.remoteAddress },
    };
    const envelopes = ediEnvelopes(file, post.body, limitsOf(settings).interchangeBytes);
    if (envelopes.length === 0) return refused(422, 'FILE.EMPTY', 'The file holds nothing but blanks');
    return { outcome: 'taken', envelopes };
  },
};

const refused = (status: PostRefusalStatus, code: string, detail: string) =>
  ({ outcome: 'refused', status, code, detail }) as const;

const mediaTypeOf = ({ headers }: ReceivedPost): string =>
  (headers['content-type'] ?? 'application/octet-stream').split(';')[0]!.trim().toLowerCase();

/** `filename*` (RFC 8187), else `filename` of RFC 6266; the last part of a path, at most 200 characters. Null: the sender did not say. */
function nameIn(disposition: string | undefined): string | null {
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition ?? '')?.[1];
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition ?? '');
  const name = decoded(extended) ?? plain?.[1] ?? plain?.[2] ?? '';
  const last = name
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\0-\x1f\x7f]/g, '')
    .trim()
    .slice(0, 200);
  return last === '' ? null : last;
}

function decoded(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
