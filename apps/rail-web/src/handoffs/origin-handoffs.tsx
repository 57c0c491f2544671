// The sender's side, on the ticket that it came from: each handoff with its state, whose clock runs and what is left; what came back
// with one click to correct it; what was completed with its result as a sheet.
import type { HandoffSummary, Ticket } from '#api';
import { SpecSheet } from '../form/spec-sheet.js';
import { FaultLine } from '../handoff/form-parts.js';
import { useHandoffDesk } from '../handoff/handoff-desk.js';
import { legUrgency, legWords, standWords } from '../handoff/handoff-words.js';
import { useHandoff } from '../handoff/use-handoff.js';
import { Button } from '../look/button.js';
import { Icon, type IconName } from '../look/icons.js';
import styles from './handoffs.module.css';

const ICONS: Record<HandoffSummary['state'], IconName> = {
  draft: 'file',
  offered: 'handoff',
  accepted: 'hand',
  returned: 'undo',
  completed: 'check',
  cancelled: 'close',
};

export function OriginHandoffs({ ticket }: { ticket: Ticket }) {
  const sent = ticket.handoffs.filter(handoff => handoff.originTicketId === ticket.id);
  if (sent.length === 0) return null;
  return (
    <section className={styles.origin} aria-label="Handed off">
      {sent.map(handoff => (
        <Sent key={handoff.id} handoff={handoff} isOver={ticket.state === 'done' || ticket.state === 'merged'} />
      ))}
    </section>
  );
}

function Sent({ handoff, isOver }: { handoff: HandoffSummary; isOver: boolean }) {
  const { put } = useHandoffDesk();
  const open = (): void => put({ show: 'handoff', id: handoff.id });
  const { state } = handoff;
  return (
    <article className={styles.sent} data-state={state} aria-label={`${handoff.title}, ${handoff.to.name}`}>
      <div className={styles.sentHead}>
        <Icon name={ICONS[state]} />
        <div className={styles.sentWords}>
          <p className={styles.sentTitle}>{handoff.title}</p>
          <p>
            {standWords(handoff)}
            {legWords(handoff.leg) && (
              <span className={`tab ${styles.clock}`} data-urgency={legUrgency(handoff.leg)}>
                {' · '}
                {legWords(handoff.leg)}
              </span>
            )}
          </p>
        </div>
        <Button small weight={state === 'returned' ? 'main' : 'plain'} onClick={open}>
          {state === 'returned' ? 'Correct and offer again' : state === 'draft' ? 'Go on' : 'Show'}
          <span className="unseen">: {handoff.title}</span>
        </Button>
      </div>
      {state === 'returned' && <Faults id={handoff.id} />}
      {state === 'completed' && !isOver && <Result id={handoff.id} />}
    </article>
  );
}

function Faults({ id }: { id: number }) {
  const handoff = useHandoff(id).data;
  const returned = handoff?.returned;
  if (!returned) return null;
  return (
    <div className={styles.inner}>
      {returned.faults.length > 0 && (
        <ul className={styles.faults}>
          {returned.faults.map(fault => (
            <li key={fault.pointer + fault.detail}>
              <FaultLine fault={fault} handoff={handoff} />
            </li>
          ))}
        </ul>
      )}
      {returned.note && <p dir="auto">{returned.note}</p>}
    </div>
  );
}

function Result({ id }: { id: number }) {
  const handoff = useHandoff(id).data;
  if (!handoff?.result) return null;
  return (
    <div className={styles.inner}>
      <SpecSheet schema={handoff.resultSchema} values={handoff.result} label={`Result: ${handoff.title}`} brief />
      {handoff.resultNote && <p dir="auto">{handoff.resultNote}</p>}
    </div>
  );
}
