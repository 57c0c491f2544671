// Envelopes that systems post, one a post. What is wrong is told at the door, with the places, because the sender can mend it; nothing of it is stored.
import { createHash } from 'node:crypto';
import type { PostReceipt, PostTaker } from '#channels/contract';
import { conversationKeyOf, identityOf, receivedAtOf } from '../envelope/envelope.identity.js';
import { type EnvelopeFault, readEnvelope } from '../envelope/envelope.reader.js';
import type { ApiSettings } from './api.settings.js';

const MEGABYTE = 1024 * 1024;

export const apiPosts: PostTaker<ApiSettings> = {
  proof: () => 'key',
  keys: settings => settings.keys,
  limit: settings => Math.floor(settings.maxMegabytes * MEGABYTE),
  take(post, { id, settings }, door) {
    const type = (post.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
    if (!/^application\/(?:[\w.+-]+\+)?json$/.test(type))
      return {
        outcome: 'refused',
        status: 415,
        code: 'REQUEST.NOT_JSON',
        detail: 'Send the envelope as application/json',
      };
    const reading = readEnvelope(post.body, door && { kindOf: door.kindOf, usual: settings.kind });
    if (reading.outcome === 'faulty') return refusalOf(reading);
    const { document } = reading;
    const ofPost = door?.identity ?? createHash('sha256').update(post.body).digest('hex');
    const sourceIdentity = identityOf(document, ofPost);
    return {
      outcome: 'taken',
      envelopes: [
        {
          channelId: id,
          sourceIdentity,
          raw: post.body,
          receivedAt: receivedAtOf(document, post.receivedAt),
          conversationKey: conversationKeyOf(id, document, sourceIdentity),
          transport: {
            via: 'api',
            channelId: id,
            usualKind: settings.kind,
            identity: createHash('sha256').update(`${id} ${sourceIdentity}`).digest('hex'),
            ...(document.source ? { source: document.source } : {}),
            ...(door?.sender ?? {}),
            remoteAddress: post.remoteAddress,
          },
        },
      ],
    };
  },
};

function refusalOf({ reason, errors, position }: EnvelopeFault): PostReceipt {
  const unreadable = reason === 'envelope.not-json' || reason === 'envelope.not-utf-8';
  const [first] = errors;
  const place = unreadable ? ` (byte ${position.byte})` : first!.pointer === '' ? '' : ` (${first!.pointer})`;
  return {
    outcome: 'refused',
    status: unreadable ? 400 : 422,
    code: reason.replaceAll('-', '_').toUpperCase(),
    detail: `${first!.detail}${place}`,
    errors,
  };
}
