// Who a reply goes to, and from which address of ours. One quiet line until somebody wants to change it.
import { useId, useState } from 'react';
import type { Ticket } from '#api';
import { Unreached } from '../mail/unreached.js';
import { writeAddresses } from './addresses.js';
import styles from './composer.module.css';
import type { Draft } from './draft/draft.js';
import { changeDraft } from './draft/drafts.js';

export function Recipients({ ticket, draft, draftKey }: { ticket: Ticket; draft: Draft; draftKey: string }) {
  const proposal = ticket.replyTo;
  const to = draft.to ?? writeAddresses(proposal?.to ?? []);
  const cc = draft.cc ?? writeAddresses(proposal?.cc ?? []);
  const [showCc, setShowCc] = useState(cc !== '');
  const name = useId();
  return (
    <div className={styles.lines}>
      {/* No label around it all: the field would be named after the button as well. */}
      <div className={styles.line}>
        <span>
          <label htmlFor={name}>To</label>
        </span>
        <input
          id={name}
          type="text"
          autoComplete="off"
          spellCheck={false}
          value={to}
          onChange={event => changeDraft(draftKey, { to: event.currentTarget.value })}
        />
        {!showCc && (
          <button type="button" className={styles.cc} onClick={() => setShowCc(true)}>
            Cc
          </button>
        )}
      </div>
      {showCc && (
        <label className={styles.line}>
          <span>Cc</span>
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            value={cc}
            onChange={event => changeDraft(draftKey, { cc: event.currentTarget.value })}
          />
        </label>
      )}
      <Unreached ticket={ticket} among={`${to} ${cc}`} />
      {proposal && (
        <p className={styles.from}>
          From <span>{proposal.from.address}</span>
        </p>
      )}
    </div>
  );
}
