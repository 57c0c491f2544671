// Takes the new mails of one open folder: list, download, store with the cursor, then mark at the source.
// Guarantees: the source is marked only after the commit (I1); the cursor passes only what is stored or confirmed gone (I13);
// identity is the SHA-256 of the bytes, so that a rescan stores nothing twice (I6).
import { createHash } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import type { CatchUpCount, Channel, ConnectorPorts, Envelope, HeldLease } from '#channels/contract';
import { conversationKey } from '../conversation-key.js';
import type { EmailSettings, ImapSettings } from '../email.settings.js';
import { cursorFor, type ImapCursor } from './imap.cursor.js';
import {
  type Download,
  download,
  type Listed,
  listSizes,
  readHeader,
  searchNew,
  searchTaken,
} from './mail.download.js';
import { SourceMarker } from './source.marker.js';

export interface IntakeInput {
  client: ImapFlow;
  channel: Channel<EmailSettings>;
  imap: ImapSettings;
  ports: ConnectorPorts;
  lease: HeldLease;
  /** Aborts when nothing more may be begun. */
  ending: AbortSignal;
  /** Stores durably; waits out a ledger that is away. */
  store(envelopes: Envelope[], cursor: ImapCursor): Promise<void>;
}

export type PassResult = { outcome: 'done'; taken: number } | { outcome: 'withheld'; uid: number; why: string };

const BATCH_MAILS = 100;
const BATCH_BYTES = 8 * 1024 * 1024;
/** Tries for a mail that the server lists but does not hand over; then it becomes a visible stub. */
const READ_ATTEMPTS = 3;

export class MailboxIntake {
  private cursor: ImapCursor = { place: '', uidValidity: '', lastUid: 0, settledUid: 0 };
  private readonly attempts = new Map<number, number>();
  private readonly marker: SourceMarker;
  private readonly limitBytes: number;

  constructor(private readonly input: IntakeInput) {
    const { client, imap, ports } = input;
    this.marker = new SourceMarker(client, imap, ports.log);
    this.limitBytes = Math.floor(imap.maxMailMegabytes * 1024 * 1024);
  }

  /** Opens the folder anew and reads its UIDVALIDITY. A change means a full rescan. Also the way to resync. */
  async open(): Promise<void> {
    const { client, imap, ports, channel, lease } = this.input;
    const mailbox = await client.mailboxOpen(imap.folder);
    const place = `${imap.user}@${imap.host}:${imap.port}/${imap.folder}`;
    const stored = await ports.readCursor(channel.id);
    const { cursor, isNew } = cursorFor(stored, place, String(mailbox.uidValidity));
    if (isNew) {
      if (stored !== null) {
        ports.log.warn({ channelId: channel.id, uidValidity: cursor.uidValidity }, 'the folder is a new one: rescan');
      }
      this.attempts.clear();
      await ports.moveCursor(channel.id, lease, cursor);
    }
    this.cursor = cursor;
    await this.marker.open(cursor);
  }

  /** One look for new mails. */
  async pass(): Promise<PassResult> {
    const { client, ending } = this.input;
    await this.marker.settle();
    let taken = 0;
    const fresh = await searchNew(client, this.cursor.lastUid);
    for await (const listed of listSizes(client, fresh)) {
      for (const batch of batchesOf(listed, this.limitBytes)) {
        if (ending.aborted) return { outcome: 'done', taken };
        const result = await this.takeBatch(batch);
        taken += result.taken;
        if (result.stoppedBy) return { outcome: 'withheld', ...result.stoppedBy };
      }
    }
    return { outcome: 'done', taken };
  }

  /**
   * Looks again at mails that were passed by already, and stores those that the ledger does not know. What comes new meanwhile is taken between two batches.
   * @param told after each batch; false: stop
   * @returns how many the server did not hand over
   */
  async lookBack(since: string | null, told: (count: CatchUpCount) => Promise<boolean>): Promise<number> {
    const { client, ending, ports, lease } = this.input;
    const uids = await searchTaken(client, since, this.cursor.lastUid);
    const count: CatchUpCount = { found: uids.length, looked: 0, taken: 0 };
    let unread = 0;
    let blocked = false;
    if (!(await told(count))) return unread;
    for await (const listed of listSizes(client, uids)) {
      for (const batch of batchesOf(listed, this.limitBytes)) {
        if (ending.aborted) return unread;
        const downloads = await download(client, batch, this.limitBytes);
        unread += downloads.filter(({ kind }) => kind === 'withheld').length;
        const envelopes = batch.flatMap((mail, i) => {
          const got = downloads[i] as Download;
          return got.kind === 'whole' || got.kind === 'oversize' ? [this.envelopeOf(mail, got)] : [];
        });
        // Under the lease, as everything that a holder stores.
        const accepted = envelopes.length > 0 ? await ports.accept(envelopes, { lease, value: this.cursor }) : [];
        count.looked += batch.length;
        count.taken += accepted.filter(({ outcome }) => outcome === 'stored').length;
        if (!(await told(count))) return unread;
        // A new mail that cannot be had is the watch's own to try again, in its own time.
        if (!blocked) blocked = (await this.pass()).outcome === 'withheld';
      }
    }
    return unread;
  }

  private async takeBatch(batch: Listed[]): Promise<{ taken: number; stoppedBy: { uid: number; why: string } | null }> {
    const downloads = await download(this.input.client, batch, this.limitBytes);
    const envelopes: Envelope[] = [];
    const uids: number[] = [];
    let reached = this.cursor.lastUid;
    let stoppedBy: { uid: number; why: string } | null = null;
    for (const [index, mail] of batch.entries()) {
      const got = downloads[index] as Download;
      if (got.kind !== 'gone') {
        const envelope =
          got.kind === 'withheld' ? await this.stubAfterTries(mail, got.why) : this.envelopeOf(mail, got);
        if (envelope === null) {
          stoppedBy = { uid: mail.uid, why: got.kind === 'withheld' ? got.why : '' };
          break;
        }
        envelopes.push(envelope);
        uids.push(mail.uid);
      }
      reached = mail.uid;
    }
    if (envelopes.length > 0) {
      const cursor = { ...this.cursor, lastUid: reached, settledUid: this.marker.settledUid(this.cursor.lastUid) };
      await this.input.store(envelopes, cursor);
      this.cursor = cursor;
      await this.marker.taken(uids);
    }
    return { taken: envelopes.length, stoppedBy };
  }

  private envelopeOf(mail: Listed, got: Download & { kind: 'whole' | 'oversize' }): Envelope {
    const raw = got.kind === 'whole' ? got.raw : got.header;
    if (got.kind === 'whole') return this.envelope(mail, raw, sha256(raw));
    const { declaredBytes } = got;
    // Headers of two large mails may be equal by chance of a mailer; the size tells them apart.
    const identity = sha256(Buffer.concat([Buffer.from(`oversize ${declaredBytes}\n`), raw]));
    return { ...this.envelope(mail, raw, identity), oversize: { declaredBytes, limitBytes: this.limitBytes } };
  }

  /** Null until the tries are used up; then what can be had, so that the mail is seen and the mailbox goes on. */
  private async stubAfterTries(mail: Listed, why: string): Promise<Envelope | null> {
    const { client, ports, channel } = this.input;
    const tries = (this.attempts.get(mail.uid) ?? 0) + 1;
    this.attempts.set(mail.uid, tries);
    if (tries < READ_ATTEMPTS) return null;
    ports.log.error(
      { channelId: channel.id, uid: mail.uid, why },
      'mail cannot be read from the server; kept as a stub',
    );
    const found = await readHeader(client, mail.uid);
    const header = found ?? Buffer.from('Subject: (unreadable on the mail server)\r\n\r\n');
    const declaredBytes = mail.size ?? 0;
    // Without any bytes of it, its place on the server is the only identity that there is.
    const name = found ? 'withheld' : `withheld ${this.cursor.uidValidity} ${mail.uid}`;
    const identity = sha256(Buffer.concat([Buffer.from(`${name}\n`), header]));
    const envelope = this.envelope(mail, header, identity);
    envelope.transport = { ...envelope.transport, withheld: why };
    return { ...envelope, oversize: { declaredBytes, limitBytes: this.limitBytes } };
  }

  private envelope(mail: Listed, raw: Buffer, sourceIdentity: string): Envelope {
    const now = Date.now();
    const arrived = mail.internalDate?.getTime() ?? now;
    return {
      channelId: this.input.channel.id,
      sourceIdentity,
      raw,
      // A server's clock may be ahead of ours; nothing was received in the future.
      receivedAt: new Date(Math.min(arrived, now)),
      conversationKey: conversationKey(raw, sourceIdentity),
      transport: {
        via: 'imap',
        folder: this.input.imap.folder,
        uid: mail.uid,
        uidValidity: this.cursor.uidValidity,
        internalDate: mail.internalDate?.toISOString() ?? null,
      },
    };
  }
}

/** Rising UIDs in pieces of at most 100 mails or 8 MB; a larger mail goes alone. */
function* batchesOf(listed: Listed[], limitBytes: number): Generator<Listed[]> {
  let batch: Listed[] = [];
  let bytes = 0;
  for (const mail of listed) {
    const size = Math.min(mail.size ?? 0, limitBytes);
    if (batch.length > 0 && (batch.length >= BATCH_MAILS || bytes + size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(mail);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
