// Marks taken mails at the source: `\Seen`, moved, or nothing. Only ever called after the commit, and never needed for safety:
// a failure is remembered and repeated, on this connection or by the next one.
import type { ImapFlow } from 'imapflow';
import type { ConnectorPorts } from '#channels/contract';
import type { ImapSettings } from '../email.settings.js';
import type { ImapCursor } from './imap.cursor.js';

/** UIDs in one command; the line stays far below what servers refuse. */
const UIDS_PER_COMMAND = 200;

export class SourceMarker {
  private unsettled: number[] = [];

  constructor(
    private readonly client: ImapFlow,
    private readonly imap: ImapSettings,
    private readonly log: ConnectorPorts['log'],
  ) {}

  /** Finds what an earlier run stored but did not mark: only UIDs between its two marks, so that a person's own flags stay. */
  async open(cursor: ImapCursor): Promise<void> {
    this.unsettled = [];
    const { afterTaking } = this.imap;
    if (afterTaking === 'keep' || cursor.settledUid >= cursor.lastUid) return;
    const uid = `${cursor.settledUid + 1}:${cursor.lastUid}`;
    const found = await this.client.search(afterTaking === 'seen' ? { uid, seen: false } : { uid }, { uid: true });
    this.unsettled = Array.isArray(found) ? found.filter(one => one > cursor.settledUid && one <= cursor.lastUid) : [];
  }

  /** Up to where everything is marked, for the cursor. */
  settledUid(lastUid: number): number {
    const first = this.unsettled[0];
    return first === undefined ? lastUid : Math.min(first - 1, lastUid);
  }

  async taken(uids: number[]): Promise<void> {
    if (this.imap.afterTaking === 'keep') return;
    this.unsettled.push(...uids);
    await this.settle();
  }

  /** Marks what is waiting. What the server refuses stays waiting; a lost connection is left to its owner to notice. */
  async settle(): Promise<void> {
    while (this.unsettled.length > 0) {
      const uids = this.unsettled.slice(0, UIDS_PER_COMMAND);
      if (!(await this.mark(uids.join(',')))) {
        this.log.warn(
          { folder: this.imap.folder, waiting: this.unsettled.length },
          'mails are stored but not yet marked',
        );
        return;
      }
      this.unsettled = this.unsettled.slice(uids.length);
    }
  }

  private async mark(range: string): Promise<boolean> {
    if (this.imap.afterTaking === 'seen') {
      return (await this.client.messageFlagsAdd(range, ['\\Seen'], { uid: true, silent: true })) === true;
    }
    const target = this.imap.moveTo ?? '';
    if (await this.client.messageMove(range, target, { uid: true })) return true;
    if (!this.client.usable) return false;
    try {
      await this.client.mailboxCreate(target);
    } catch (error) {
      // It may exist already, or must not be made by us; the move tells.
      this.log.info(
        { folder: target, err: error instanceof Error ? error.message : String(error) },
        'folder was not created',
      );
    }
    return Boolean(await this.client.messageMove(range, target, { uid: true }));
  }
}
