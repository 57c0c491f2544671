// Calls that are posted: by FreeSWITCH, Twilio, or any system that signs. Guarantees: pure, and never throws; nothing unsigned is read; a repeated post has the
// identity of the first, so that it is stored once. A machine that cannot mend what it sends is taken at its word, and waits in quarantine; whoever can is told.
import type { Channel, PostReceipt, PostRefusalStatus, PostTaker, ReceivedPost } from '#channels/contract';
import { listenerOf } from '../hear/call.sources.js';
import { RecordFault } from '../hear/record.fields.js';
import { fieldsOf, foundKeys, type RecordFacts, readRecord } from '../hear/record.reader.js';
import type { PhoneSettings } from '../phone.settings.js';
import { postEnvelope } from '../record.transport.js';
import { mediaTypeOf, POSTED_TYPES } from './posted.document.js';
import { judgeSignature } from './signed.post.js';
import { isEqual, isFromTwilio } from './twilio.signature.js';

const LIMIT_BYTES = 1024 * 1024;
/** Twilio does what the answer to some of its posts says: nothing. */
const NO_TWIML = { contentType: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' };

const REPLAYED = {
  code: 'SIGNATURE.REPLAYED',
  detail: 'This call was posted before, and is stored: do not send it again',
};

type Refusal = Extract<PostReceipt, { outcome: 'refused' }>;

export const phonePosts: PostTaker<PhoneSettings> = {
  // mod_json_cdr sends no Authorization of its own choice: with a user it signs in to the channel itself.
  proof: ({ source, freeswitch }) => (source === 'freeswitch' && !freeswitch ? 'key' : 'own'),
  limit: () => LIMIT_BYTES,
  take(post, channel) {
    const { settings } = channel;
    const types = POSTED_TYPES[settings.source];
    if (!types)
      return refused(422, 'PHONE.READS_FILES', `This channel reads files (${settings.source}) and takes no posts`);
    const proof = proofOf(post, channel);
    if ('outcome' in proof) return proof;
    const type = mediaTypeOf(post.headers['content-type']);
    if (!types.includes(type)) return refused(415, 'REQUEST.WRONG_TYPE', `Send it as ${types.join(' or ')}`);
    const facts: RecordFacts = { contentType: type, receivedAt: post.receivedAt.toISOString() };
    const fault = faultIn(post.body, facts, settings);
    if (fault) return fault;
    const origin = { channelId: channel.id, settings, receivedAt: post.receivedAt };
    const envelope = postEnvelope(post.body, facts, origin, {
      source: settings.source,
      remoteAddress: post.remoteAddress,
      ...proof.facts,
    });
    // What ops call the key of a call counts more than the sender's key of a post: a retry may have another one.
    if (proof.identity !== undefined && foundKeys(post.body, facts, settings).record === null)
      envelope.sourceIdentity = proof.identity;
    const more = settings.source === 'twilio' ? { answer: NO_TWIML } : {};
    return {
      outcome: 'taken',
      envelopes: [envelope],
      ...(settings.source === 'generic-json' ? { ifKnown: REPLAYED } : more),
    };
  },
};

interface Proof {
  facts: Record<string, unknown>;
  identity?: string;
}

function proofOf(post: ReceivedPost, { settings, secrets }: Channel<PhoneSettings>): Proof | Refusal {
  if (settings.source === 'twilio') {
    const signature = post.headers['x-twilio-signature'] ?? '';
    const form = new URLSearchParams(post.body.toString('utf8'));
    const genuine = isFromTwilio(
      { url: addressOf(post.url, settings.publicUrl), form, signature },
      secrets['twilio.authToken'] ?? '',
    );
    return genuine
      ? { facts: {} }
      : refused(
          401,
          'SIGNATURE.INVALID',
          'X-Twilio-Signature does not fit this address, these parameters and the token of the channel',
        );
  }
  if (settings.source === 'generic-json') {
    const verdict = judgeSignature(post, secrets['generic.signingSecret'] ?? '');
    if (!verdict.genuine) return refused(401, 'SIGNATURE.INVALID', verdict.detail);
    const { id } = verdict;
    return id === null
      ? { facts: {} }
      : { facts: { webhookId: id.slice(0, 200) }, identity: `phone\ngeneric-json\nwebhook ${id}` };
  }
  if (!settings.freeswitch) return { facts: {} };
  const [user, password] = basic(post.headers.authorization ?? '');
  const wanted = secrets['freeswitch.password'] ?? '';
  // Both are compared, whichever is wrong.
  const isUser = isEqual(user, settings.freeswitch.user);
  const isPassword = isEqual(password, wanted) && wanted !== '';
  return isUser && isPassword
    ? { facts: {} }
    : refused(401, 'AUTH.REQUIRED', 'Sign in with the user and the password of the channel (cred in json_cdr.conf)');
}

/** Behind a proxy the sender's address is another one than ours; the query is always its own. */
function addressOf(url: string, publicUrl: string | undefined): string {
  if (publicUrl === undefined) return url;
  const query = url.indexOf('?');
  return query < 0 || publicUrl.includes('?') ? publicUrl : publicUrl + url.slice(query);
}

function basic(authorization: string): [string, string] {
  const text = Buffer.from(/^Basic\s+([\w+/=-]+)$/i.exec(authorization)?.[1] ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? ['', ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** What cannot be taken at all; of a system that can be mended, also what could not be used. */
function faultIn(body: Buffer, facts: RecordFacts, settings: PhoneSettings): Refusal | null {
  try {
    const fields = fieldsOf(body, facts, settings);
    if (settings.source === 'twilio' && fields.text('CallSid') === '')
      return unusable('There is no CallSid: this is no webhook of a call', fields.place('CallSid').pointer);
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error;
    const status = error.code === 'phone.not-json' ? 400 : 422;
    return {
      ...unusable(error.message, error.position.pointer),
      status,
      code: status === 400 ? 'REQUEST.UNREADABLE' : 'REQUEST.INVALID',
    };
  }
  if (settings.source !== 'generic-json') return null;
  const read = readRecord(body, facts, listenerOf(settings));
  return read.outcome === 'faulty' ? unusable(read.detail, read.position.pointer) : null;
}

const unusable = (detail: string, pointer = ''): Refusal => ({
  ...refused(422, 'REQUEST.INVALID', 'Something in it cannot be used'),
  errors: [{ pointer, detail }],
});

const refused = (status: PostRefusalStatus, code: string, detail: string): Refusal => ({
  outcome: 'refused',
  status,
  code,
  detail,
});
