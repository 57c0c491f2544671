// The receiver's side: a ticket that is a handoff begins with its spec sheet, what was agreed to be acceptable, whose clock runs, and the
// one thing to do now: accept, send back, complete.
import { useState } from 'react';
import type { Handoff, Ticket } from '#api';
import { attachmentPath } from '../api/ticket/ticket.api.js';
import { SpecSheet } from '../form/spec-sheet.js';
import { Criteria } from '../handoff/form-parts.js';
import { legUrgency, legWords, standWords } from '../handoff/handoff-words.js';
import { useHandoffActs } from '../handoff/use-handoff.js';
import { useCommand } from '../keys/commands.js';
import { Button } from '../look/button.js';
import { sizeWords } from '../rail/words/time-words.js';
import { CompleteDialog } from './complete-dialog.js';
import styles from './receive.module.css';
import { ReturnDialog } from './return-dialog.js';

export function ReceivedSheet({ ticket, handoff }: { ticket: Ticket; handoff: Handoff }) {
  const acts = useHandoffActs(handoff);
  const [dialog, setDialog] = useState<'return' | 'complete' | null>(null);
  const can = (name: Handoff['actions'][number]): boolean => handoff.actions.includes(name);
  const accept = (): void =>
    void acts.step('accept', undefined, `Accepted. ${handoff.from.name} sees it, and your clock to finish runs.`);
  useCommand('accept', accept, can('accept') && acts.busy === null);
  useCommand('send-back', () => setDialog('return'), can('return'));
  useCommand('done', () => setDialog('complete'), can('complete'));
  return (
    <section className={styles.received} aria-label={`Handoff from ${handoff.from.name}`}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          {handoff.title} <span className={styles.from}>from {handoff.from.name}</span>
        </h2>
        <p className={styles.stand}>
          {received(handoff)}
          {legWords(handoff.leg) && (
            <span className={`tab ${styles.clock}`} data-urgency={legUrgency(handoff.leg)}>
              {legWords(handoff.leg)}
            </span>
          )}
        </p>
      </header>
      <SpecSheet
        schema={handoff.schema}
        values={handoff.fields}
        faults={handoff.state === 'returned' ? (handoff.returned?.faults ?? []) : []}
        prefix="/fields"
        label="What is asked"
        brief
      />
      {handoff.note && (
        <p className={styles.note} dir="auto">
          {handoff.note}
        </p>
      )}
      {handoff.attachments.length > 0 && (
        <ul className={styles.files} aria-label="Papers">
          {handoff.attachments.map(file => (
            <li key={file.id}>
              <a href={attachmentPath(file.id)} target="_blank" rel="noopener noreferrer">
                <bdi>{file.filename || 'without a name'}</bdi>
              </a>{' '}
              <span className={styles.soft}>
                {handoff.attachmentRules.find(rule => rule.key === file.rule)?.title ?? 'enclosed'},{' '}
                <span className="tab">{sizeWords(file.size)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {(can('accept') || can('return')) && (
        <Criteria title="Agreed: it is accepted when" list={handoff.acceptanceCriteria} />
      )}
      {handoff.result && (
        <>
          <h3 className={styles.part}>Result</h3>
          <SpecSheet schema={handoff.resultSchema} values={handoff.result} label="Result" brief />
        </>
      )}
      {(can('accept') || can('return') || can('complete')) && (
        <div className={styles.actions}>
          {can('accept') && (
            <Button weight="main" icon="check" hint="Y" busy={acts.busy === 'accept'} onClick={accept}>
              Accept
            </Button>
          )}
          {can('complete') && (
            <Button weight="main" icon="check" hint="D" onClick={() => setDialog('complete')}>
              Complete…
            </Button>
          )}
          {can('return') && (
            <Button icon="undo" hint="B" onClick={() => setDialog('return')}>
              Send back…
            </Button>
          )}
        </div>
      )}
      {dialog === 'return' && <ReturnDialog handoff={handoff} acts={acts} onClose={() => setDialog(null)} />}
      {dialog === 'complete' && (
        <CompleteDialog ticket={ticket} handoff={handoff} acts={acts} onClose={() => setDialog(null)} />
      )}
    </section>
  );
}

/** As the receiver says it. */
function received(handoff: Handoff): string {
  if (handoff.state === 'offered') return handoff.rounds > 1 ? 'Corrected, and offered again' : 'Offered to you';
  if (handoff.state === 'accepted') return `Accepted${handoff.acceptedBy ? ` by ${handoff.acceptedBy}` : ''}`;
  if (handoff.state === 'returned') return `Sent back: ${handoff.returned?.title ?? ''}`;
  if (handoff.state === 'completed') return `Completed${handoff.endedBy ? ` by ${handoff.endedBy}` : ''}`;
  return `${standWords(handoff)}${handoff.cancelReason ? `: ${handoff.cancelReason}` : ''}`;
}
