// Shift+R: who asked? A forward may name nobody, or somebody else than the one who asked.
import { useState } from 'react';
import type { Ticket } from '#api';
import { Button } from '../look/button.js';
import { actionsClass, DialogFrame, Field, inputClass } from './frame/dialog-frame.js';

type Props = { ticket: Ticket; onClose: () => void; onCorrect: (name: string, address: string) => void };

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function RequesterDialog({ ticket, onClose, onCorrect }: Props) {
  const forward = ticket.entries.find(entry => entry.forward)?.forward ?? null;
  // What a forward did not tell is entered anew; a name that is nearly right is mended.
  const known = forward?.confidence === 'none' ? { name: '', address: '' } : ticket.requester;
  const [name, setName] = useState(known.name);
  const [address, setAddress] = useState(known.address ?? '');
  const [error, setError] = useState('');
  return (
    <DialogFrame
      title={`Who asked in #${ticket.id}`}
      lead={forward ? `${forward.how}.` : 'Replies go to this address, and the ticket hangs under this name.'}
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (ADDRESS.test(address.trim())) onCorrect(name.trim(), address.trim());
          else setError('Enter a mail address, like anna@company.com.');
        }}
      >
        <Field label="Name">
          <input
            className={inputClass}
            maxLength={200}
            data-autofocus
            autoComplete="off"
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
        </Field>
        <Field label="Mail address" error={error}>
          <input
            className={inputClass}
            type="email"
            maxLength={320}
            autoComplete="off"
            value={address}
            aria-invalid={error !== ''}
            onChange={event => setAddress(event.currentTarget.value)}
          />
        </Field>
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit">
            Correct
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
