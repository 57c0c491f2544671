// Takes forms that were filled in. Guarantees: the answer follows the commit (I1); the same Idempotency-Key, the same page and the same click give the same
// reference; what is wrong is told with its places, and nothing of it is stored; suspected spam is stored like everything else, and judged later.
import { createHash, randomUUID } from 'node:crypto';
import {
  bodyLimitOf,
  contentHash,
  encodingOf,
  type FormTransport,
  formFaults,
  honeypotsOf,
  type PostedForm,
  readForm,
  TYPE_WORDS,
  valuesOf,
} from '#channels';
import { failpoint, type SecretBox } from '#runtime';
import { formReference } from '#tickets';
import { checkedKey, IdempotentPosts } from '../ingress/idempotent.posts.js';
import { BodyReader } from '../ingress/ingress.body.js';
import type { IngressDeps } from '../ingress/ingress.deps.js';
import { PostLedger } from '../ingress/post.ledger.js';
import { Rush } from '../ingress/rush.js';
import { FormAccess } from './form.access.js';
import { FormFault } from './form.fault.js';
import { FormGate, subjectsOf } from './form.gate.js';
import { type PageToken, readPageToken, signPageToken } from './form.token.js';
import { nextAddress } from './next.address.js';
import type { OpenForm } from './open.form.js';
import { PATIENCE, type Patience, patientBody } from './patient.body.js';

export interface FormsDeps extends IngressDeps {
  secrets: SecretBox;
  patience?: Patience;
}

export interface FormPost {
  contentType: string;
  /** Content-Encoding, '' where none is said. */
  contentEncoding: string;
  body: AsyncIterable<Uint8Array>;
  declaredBytes: number | null;
  idempotencyKey: string | undefined;
  /** Of the page that sends it, as the browser says; '' where it is no browser. */
  origin: string;
  remoteAddress: string;
  userAgent: string;
}

export interface Taken {
  reference: string;
  /** Null: to our own page. */
  next: string | null;
}

/** What all forms together may hold in memory. */
const BUDGET = { bytes: 128 * 1024 * 1024, posts: 256 };

export class FormDesk {
  private readonly access: FormAccess;
  private readonly gate: FormGate;
  private readonly ledger: PostLedger;
  private readonly once: IdempotentPosts;
  private readonly bodies = new BodyReader(BUDGET);
  private readonly rush: Rush;

  constructor(private readonly deps: FormsDeps) {
    this.access = new FormAccess(deps.database);
    this.gate = new FormGate(deps.database);
    this.ledger = new PostLedger(deps);
    this.once = new IdempotentPosts(deps.database);
    this.rush = deps.rush ?? new Rush();
  }

  private keys(): Buffer[] {
    return this.deps.secrets.signingKeys('form');
  }

  /** @throws FormFault NOT_FOUND */
  open(key: string): Promise<OpenForm> {
    return this.access.open(key);
  }

  /** @param secondsAgo a page that is shown again was made before */
  newToken(open: OpenForm, secondsAgo = 0): string {
    return signPageToken(this.keys()[0]!, open.id, new Date(Date.now() - secondsAgo * 1_000));
  }

  /** @throws FormFault, IngressFault; another error where it could not be stored */
  async take(open: OpenForm, post: FormPost): Promise<Taken> {
    if (!/^(?:identity)?$/i.test(post.contentEncoding.trim()))
      throw new FormFault('FORM.ENCODED', 'Send the form as it is, without a Content-Encoding');
    if (encodingOf(post.contentType) === null) throw new FormFault('FORM.TYPE', TYPE_WORDS);
    const key = checkedKey(post.idempotencyKey);
    const size = { declared: post.declaredBytes, limit: bodyLimitOf(open.settings) };
    const body = patientBody(post.body, this.deps.patience ?? PATIENCE);
    return this.bodies.hold(body, size, bytes => this.rush.during(() => this.store(open, post, key, bytes)));
  }

  private async store(open: OpenForm, post: FormPost, key: string | null, raw: Buffer): Promise<Taken> {
    const now = new Date();
    const reading = readForm(raw, post.contentType);
    if (reading.outcome === 'faulty') {
      const { status, code, detail, pointer } = reading.fault;
      throw new FormFault(code, detail, {
        status,
        ...(pointer === undefined ? {} : { errors: [{ pointer, detail }] }),
      });
    }
    const { form } = reading;
    const said = textIn(form, '_token');
    const page = said === '' ? null : readPageToken(this.keys(), open.id, said);
    if (said !== '' && !page)
      throw new FormFault(
        'FORM.STALE_PAGE',
        'This page is too old. Look through what you wrote, and send it once more.',
        {
          filled: { open, form, token: null },
        },
      );
    const shape = open.shape(page !== null);
    const values = valuesOf(form, shape, honeypotsOf(open.settings));
    const filled = { open, form, token: page && said };
    const errors = await formFaults(form, values, shape, open.settings);
    if (errors.length > 0) throw new FormFault('FORM.INVALID', summaryOf(errors.length), { errors, filled });
    const identity = await this.pass(open, { form, page, key, post, address: values.contact.email, filled });
    const [accepted] = await this.ledger.store(open, [
      {
        channelId: open.id,
        sourceIdentity: identity,
        raw,
        receivedAt: now,
        conversationKey: identity,
        transport: transportOf(post, identity, page && now.getTime() - page.madeAt.getTime()),
      },
    ]);
    await failpoint('http.committed_no_reply');
    const reference = formReference(accepted!.messageId);
    const { wanted, next } = nextOf(open, form, reference);
    this.ledger.reportWell(
      open.id,
      `takes forms at /forms/${open.key}`,
      wanted !== '' && next === null
        ? `A form asked to lead on to ${wanted.slice(0, 200)}, which the settings do not allow in "next"`
        : undefined,
    );
    this.deps.log.info(
      { channelId: open.id, messageId: accepted!.messageId, outcome: accepted!.outcome },
      'a form was stored',
    );
    return { reference, next };
  }

  /** Resolves with what tells this post from every other, once its sender may send it. */
  private async pass(
    open: OpenForm,
    {
      form,
      page,
      key,
      post,
      address,
      filled,
    }: {
      form: PostedForm;
      page: PageToken | null;
      key: string | null;
      post: FormPost;
      address: string;
      filled: FormFault['filled'];
    },
  ): Promise<string> {
    const hash = contentHash(form, ['_token']);
    const own = key === null ? null : JSON.stringify(['form', 'key', key]);
    const passage = await this.gate.pass({
      key: JSON.stringify([open.id, own ?? ['click', post.remoteAddress, hash]]),
      // The same page sent again is the same post, however late and from wherever; a page that was loaded anew by Back is another click.
      nonce: page ? nonceOf(`${open.id} ${page.id} ${hash}`) : randomUUID(),
      subjects: subjectsOf(open.id, open.settings, { ip: post.remoteAddress, address }),
    });
    if (passage.outcome === 'limited') {
      const minutes = Math.ceil(passage.retryAfterSeconds / 60);
      throw new FormFault(
        'FORM.LIMITED',
        `Too much was sent from here. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
        {
          retryAfterSeconds: passage.retryAfterSeconds,
          filled,
        },
      );
    }
    if (key !== null) await this.once.reserve(key, `form ${open.id}`, open.id, hash);
    return own ?? JSON.stringify(['form', 'post', passage.nonce]);
  }
}

function transportOf(post: FormPost, identity: string, filledMs: number | null): Record<string, unknown> {
  const transport: FormTransport = {
    via: 'form',
    contentType: post.contentType.slice(0, 300),
    identity: createHash('sha256').update(identity).digest('hex'),
    remoteAddress: post.remoteAddress,
    ...(post.userAgent === '' ? {} : { userAgent: post.userAgent.slice(0, 300) }),
    ...(post.origin === '' ? {} : { origin: post.origin.slice(0, 300) }),
    filledMs,
  };
  return { ...transport };
}

function nextOf(open: OpenForm, form: PostedForm, reference: string): { wanted: string; next: string | null } {
  const wanted = textIn(form, '_next');
  return { wanted, next: wanted === '' ? null : nextAddress(open.settings, wanted, reference) };
}

function textIn(form: PostedForm, name: string): string {
  const found = form.fields.findLast(one => one[0] === name)?.[1];
  return typeof found === 'string' ? found.trim() : '';
}

/** A UUID of its own for each text. */
const nonceOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const summaryOf = (faults: number): string =>
  faults === 1 ? 'One thing is to be corrected' : `${faults} things are to be corrected`;
