// A promised date changed and the customer does not know: the words to review, then into the reply; or a reason why they need not be told.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ticket } from '#api';
import { perform } from '../act/perform.js';
import { said, say } from '../act/say.js';
import { changeDraft, useDraftKey } from '../compose/draft/drafts.js';
import { CancelDialog } from '../dialog/cancel-dialog.js';
import { dayWords } from '../form/value-words.js';
import { useCommand } from '../keys/commands.js';
import { Button } from '../look/button.js';
import { beginningOf } from '../ticket/what-changed.js';
import styles from './work.module.css';

export function PromiseNotice({ ticket }: { ticket: Ticket }) {
  const client = useQueryClient();
  const draft = useDraftKey(ticket.id);
  const [dismisses, setDismisses] = useState(false);
  const notice = ticket.promiseNotice;
  const canReply = ticket.canReply && ticket.actions.includes('reply');
  const write = (): void => {
    if (notice)
      changeDraft(draft, { open: 'reply', reply: notice.text, noticeId: notice.id, began: beginningOf(ticket) });
  };
  useCommand('promise', write, notice !== null && canReply);
  if (!notice) return null;
  const before = notice.before ? dayWords(notice.before.slice(0, 10)) : 'no date';
  const after = notice.after ? dayWords(notice.after.slice(0, 10)) : 'no date';
  return (
    <section className={styles.promise} aria-label="Changed promise">
      <p>
        <strong>
          The promised date changed from {before} to {after}: tell the customer.
        </strong>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, and keys must be able to scroll it */}
      <section className={styles.promiseText} aria-label="Words for the customer" dir="auto" tabIndex={0}>
        {notice.text}
      </section>
      <div className={styles.actions}>
        <Button small onClick={() => setDismisses(true)}>
          No need to tell…
        </Button>
        {canReply && (
          <Button small weight="main" icon="reply" hint="P" onClick={write}>
            Write to the customer
          </Button>
        )}
      </div>
      {dismisses && (
        <CancelDialog
          title="The customer is not told"
          label="Why they need not be told"
          submit="Do not tell"
          onClose={() => setDismisses(false)}
          onCancel={reason => {
            setDismisses(false);
            perform(client, { id: ticket.id, name: 'dismiss-promise', body: { noticeId: notice.id, reason } }).then(
              () => say('Noted.'),
              said,
            );
          }}
        />
      )}
    </section>
  );
}
