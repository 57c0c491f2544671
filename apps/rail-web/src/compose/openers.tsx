// The closed pad: what can be begun here, or gone on with.
import type { Ticket } from '#api';
import { Kbd } from '../look/button.js';
import styles from './composer.module.css';
import type { Draft, Mode } from './drafts.js';

type Props = { ticket: Ticket; draft: Draft; reply: boolean; note: boolean; onOpen: (mode: Mode) => void };

/** `reply`, `note`: which of the two can be opened. */
export function Openers({ ticket, draft, reply, note, onOpen }: Props) {
  return (
    <div className={styles.closed}>
      {reply && (
        <button type="button" className={styles.opener} onClick={() => onOpen('reply')}>
          <span>{draft.reply ? 'Go on with your reply' : `Reply to ${ticket.requester.name || 'the customer'}`}</span>
          <Kbd keys="R" />
        </button>
      )}
      {note && (
        <button type="button" className={styles.opener} data-note="" onClick={() => onOpen('note')}>
          <span>{draft.note ? 'Go on with your note' : 'Note'}</span>
          <Kbd keys="C" />
        </button>
      )}
    </div>
  );
}
