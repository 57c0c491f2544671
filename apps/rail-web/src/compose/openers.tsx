// The closed pad: what can be begun here, or gone on with.
import type { Ticket } from '#api';
import { Kbd } from '../look/button.js';
import styles from './composer.module.css';
import { type Draft, holds, type Mode } from './draft/draft.js';

type Props = { ticket: Ticket; draft: Draft; reply: boolean; note: boolean; onOpen: (mode: Mode) => void };

/** `reply`, `note`: which of the two can be opened. */
export function Openers({ ticket, draft, reply, note, onOpen }: Props) {
  return (
    <div className={styles.closed}>
      {reply && (
        <button
          type="button"
          className={styles.opener}
          disabled={draft.flying.includes('reply')}
          onClick={() => onOpen('reply')}
        >
          <span>
            {wordsFor(draft, 'reply', `Reply to ${ticket.requester.name || 'the customer'}`, 'Go on with your reply')}
          </span>
          <Kbd keys="R" />
        </button>
      )}
      {note && (
        <button
          type="button"
          className={styles.opener}
          data-note=""
          disabled={draft.flying.includes('note')}
          onClick={() => onOpen('note')}
        >
          <span>{wordsFor(draft, 'note', 'Note', 'Go on with your note')}</span>
          <Kbd keys="C" />
        </button>
      )}
    </div>
  );
}

/** What is on its way is not written on: it would be sent twice. */
const wordsFor = (draft: Draft, mode: Mode, begin: string, goOn: string): string => {
  if (draft.flying.includes(mode)) return 'Sending…';
  return draft[mode] || holds(draft, mode) ? goOn : begin;
};
