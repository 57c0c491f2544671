// M: onto which rail, and why was it on ours? The reason is counted, so that the same mistake can be stopped at its source.
import { useState } from 'react';
import type { Department } from '#api';
import type { MoveReason } from '../api/ticket/ticket.api.js';
import { Icon } from '../look/icons.js';
import { ChoiceList } from './frame/choice-list.js';
import { DialogFrame, Field, inputClass } from './frame/dialog-frame.js';

const REASONS: { value: MoveReason; title: string }[] = [
  { value: 'wrong-department', title: 'It is another department’s work' },
  { value: 'wrong-address-used', title: 'The sender used the wrong address' },
  { value: 'wrong-rule', title: 'Our rule put it here' },
  { value: 'other', title: 'Another reason' },
];

type Props = {
  id: number;
  from: number;
  departments: Department[];
  onClose: () => void;
  onMove: (to: Department, reason: MoveReason, note: string) => void;
};

export function MoveDialog({ id, from, departments, onClose, onMove }: Props) {
  const [to, setTo] = useState<Department | null>(null);
  const [note, setNote] = useState('');
  if (!to)
    return (
      <DialogFrame title={`Move #${id} to which rail?`} onClose={onClose}>
        <ChoiceList
          key="departments"
          label="Departments"
          choices={departments
            .filter(department => department.id !== from)
            .map(department => ({ value: department, title: department.name, mark: <Icon name="inbox" /> }))}
          onChoose={choice => setTo(choice.value)}
          empty="There is no other department."
        />
      </DialogFrame>
    );
  return (
    <DialogFrame title={`Move #${id} to ${to.name}`} lead="Why was it on this rail?" onClose={onClose}>
      <ChoiceList key="reasons" label="Reason" choices={REASONS} onChoose={choice => onMove(to, choice.value, note)} />
      <Field label="Note" hint="for the people who get it">
        <textarea
          className={inputClass}
          rows={2}
          maxLength={2000}
          value={note}
          onChange={event => setNote(event.currentTarget.value)}
        />
      </Field>
    </DialogFrame>
  );
}
