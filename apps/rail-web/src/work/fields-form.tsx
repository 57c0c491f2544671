// The fields of the ticket, edited in place and saved together; only what differs is sent, so that two people can fill in different fields.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Ticket } from '#api';
import { perform } from '../act/perform.js';
import { said, say, sayProblem } from '../act/say.js';
import { ProblemError } from '../api/http.js';
import { type Fault, faultsBeside, fieldsOf } from '../form/field.shape.js';
import { SchemaForm } from '../form/schema-form.js';
import { Button } from '../look/button.js';
import styles from './work.module.css';
import { fieldChanges } from './work-words.js';

export function FieldsForm({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const client = useQueryClient();
  const [began] = useState(ticket.fields);
  const [values, setValues] = useState<Record<string, unknown>>(ticket.fields);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  const save = async (): Promise<void> => {
    const fields = fieldChanges(began, values);
    if (Object.keys(fields).length === 0) return onClose();
    setBusy(true);
    setFaults([]);
    try {
      await perform(client, { id: ticket.id, name: 'fields', body: { fields }, silent: true });
      say('Fields saved.');
      onClose();
    } catch (error) {
      said(error);
      if (error instanceof ProblemError && error.problem.errors?.length) {
        setFaults(error.problem.errors);
        window.setTimeout(() => box.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus(), 0);
      } else sayProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const beside = faultsBeside(faults, '/fields', fieldsOf(ticket.schema));
  return (
    <form
      ref={box}
      noValidate
      className={styles.fields}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
      }}
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      <SchemaForm
        schema={ticket.schema}
        values={values}
        onChange={setValues}
        faults={faults}
        prefix="/fields"
        required={ticket.requiredToClose}
      />
      {beside.length > 0 && (
        <p className={styles.fault} role="alert">
          {beside.map(fault => fault.detail).join(' ')}
        </p>
      )}
      <div className={styles.actions}>
        <Button onClick={onClose}>Back</Button>
        <Button weight="main" type="submit" hint="Ctrl ↵" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}
