// A handoff that is not ours to write now, beside the conversation: how it stands, what was asked, what came back. The sender can still
// cancel it, with a reason.
import { useState } from 'react';
import type { Handoff } from '#api';
import { CancelDialog } from '../dialog/cancel-dialog.js';
import { SpecSheet } from '../form/spec-sheet.js';
import { Button } from '../look/button.js';
import { Criteria } from './form-parts.js';
import styles from './handoff-panel.module.css';
import { legUrgency, legWords, pastLegWords, standWords } from './handoff-words.js';
import { PanelHead } from './panel-head.js';
import { useHandoffActs } from './use-handoff.js';

export function HandoffReading({ handoff, onClose }: { handoff: Handoff; onClose: () => void }) {
  const acts = useHandoffActs(handoff);
  const [cancels, setCancels] = useState(false);
  return (
    <div className={styles.form}>
      <PanelHead title={handoff.title} more={standWords(handoff)} onClose={onClose} />
      <div className={styles.body}>
        {legWords(handoff.leg) && (
          <p className={styles.clock} data-urgency={legUrgency(handoff.leg)}>
            {legWords(handoff.leg)}
          </p>
        )}
        {handoff.result && (
          <section aria-label="Result">
            <h3 className={styles.partTitle}>Result</h3>
            <SpecSheet schema={handoff.resultSchema} values={handoff.result} brief />
            {handoff.resultNote && <p dir="auto">{handoff.resultNote}</p>}
          </section>
        )}
        {handoff.cancelReason && <p dir="auto">Cancelled: {handoff.cancelReason}</p>}
        <section aria-label="What was asked">
          <h3 className={styles.partTitle}>What was asked</h3>
          <SpecSheet schema={handoff.schema} values={handoff.fields} brief />
          {handoff.note && <p dir="auto">{handoff.note}</p>}
          {handoff.attachments.length > 0 && (
            <p className={styles.more}>With {handoff.attachments.map(file => file.filename).join(', ')}</p>
          )}
        </section>
        <Criteria title={`${handoff.to.name} accepts it when`} list={handoff.acceptanceCriteria} />
        {handoff.legs.some(leg => leg.endedAt) && (
          <section aria-label="How it went">
            <h3 className={styles.partTitle}>How it went</h3>
            <ul className={styles.legs}>
              {handoff.legs
                .filter(leg => leg.endedAt)
                .map(leg => (
                  <li key={leg.beganAt}>{pastLegWords(leg)}</li>
                ))}
            </ul>
          </section>
        )}
      </div>
      {handoff.actions.includes('cancel') && (
        <footer className={styles.foot}>
          <Button busy={acts.busy === 'cancel'} onClick={() => setCancels(true)}>
            Cancel the handoff…
          </Button>
        </footer>
      )}
      {cancels && (
        <CancelDialog
          title={`Cancel: ${handoff.title}`}
          label={`Why ${handoff.to.name} needs not do it`}
          onClose={() => setCancels(false)}
          onCancel={reason => {
            setCancels(false);
            void acts.step('cancel', { reason }, 'Handoff cancelled.');
          }}
        />
      )}
    </div>
  );
}
