// Standard work on the ticket: the fields of its kind, the checklist, what still stops the close. One line that says how far it is;
// open for whoever holds the ticket.
import { useState } from 'react';
import type { Ticket } from '#api';
import { fieldsOf } from '../form/field.shape.js';
import { SpecSheet } from '../form/spec-sheet.js';
import { useCommand } from '../keys/commands.js';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { useMe } from '../shell/session-context.js';
import { Checklist } from './checklist.js';
import { FieldsForm } from './fields-form.js';
import styles from './work.module.css';
import { workWords } from './work-words.js';

export function WorkSheet({ ticket }: { ticket: Ticket }) {
  const me = useMe();
  const [opened, setOpened] = useState<boolean | null>(null);
  const [edits, setEdits] = useState(false);
  const open = opened ?? ticket.holder?.id === me.id;
  // What was handed over stands above, as it was agreed.
  const hasFields = ticket.received === null && fieldsOf(ticket.schema).length > 0;
  const canEdit = hasFields && ticket.actions.includes('set-fields');
  const edit = (): void => {
    setOpened(true);
    setEdits(true);
  };
  useCommand('fields', edit, canEdit);
  if (!hasFields && ticket.checklistItems.length === 0 && ticket.closeFaults.length === 0) return null;
  // What the checklist and the fields show themselves needs no second line.
  const faults = ticket.closeFaults;
  return (
    <section className={styles.work} aria-label="Standard work">
      <button type="button" className={styles.line} aria-expanded={open} onClick={() => setOpened(!open)}>
        <Icon name={open ? 'down' : 'right'} />
        <span className={`tab ${styles.lineWords}`}>{workWords(ticket) || 'Fields'}</span>
      </button>
      {open && (
        <div className={styles.inner}>
          <Checklist ticket={ticket} />
          {edits && canEdit ? (
            <FieldsForm ticket={ticket} onClose={() => setEdits(false)} />
          ) : (
            hasFields && (
              <div>
                <SpecSheet
                  schema={ticket.schema}
                  values={ticket.fields}
                  faults={faults}
                  prefix="/fields"
                  required={ticket.requiredToClose}
                  label="Fields"
                  brief
                />
                {canEdit && (
                  <Button small hint="F" onClick={edit} className={styles.edit}>
                    {Object.keys(ticket.fields).length > 0 ? 'Edit the fields' : 'Fill in the fields'}
                  </Button>
                )}
              </div>
            )
          )}
          {faults.length > 0 && (
            <div className={styles.stops}>
              <h3 className={styles.title}>Before it is done</h3>
              <ul>
                {faults.map(fault => (
                  <li key={fault.pointer + fault.detail}>{fault.detail}</li>
                ))}
              </ul>
            </div>
          )}
        </div>
      )}
    </section>
  );
}
