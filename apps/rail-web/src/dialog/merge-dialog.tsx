// Shift-M: which ticket is this the same as? This one ends in the other, which keeps all entries.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ticket } from '#api';
import { readRail } from '../api/ticket/rail.api.js';
import { ChoiceList } from './frame/choice-list.js';
import { DialogFrame } from './frame/dialog-frame.js';

export function MergeDialog({
  ticket,
  onClose,
  onMerge,
}: {
  ticket: Ticket;
  onClose: () => void;
  onMerge: (into: number) => void;
}) {
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words.trim().replace(/^#/, ''), 150);
  const found = useQuery({
    queryKey: ['merge', ticket.departmentId, asked],
    queryFn: () => readRail(ticket.departmentId, { view: 'all', q: asked, limit: 8 }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const same = asked
    ? (found.data?.items ?? []).map(slip => ({ id: slip.id, subject: slip.subject, who: slip.requester.name }))
    : ticket.others.map(other => ({ id: other.id, subject: other.subject, who: ticket.requester.name }));
  const choices = same
    .filter(other => other.id !== ticket.id)
    .map(other => ({ value: other.id, title: `#${other.id} ${other.subject}`, hint: other.who }));
  return (
    <DialogFrame
      title={`Merge #${ticket.id} into…`}
      lead="All entries go to the other ticket. This one ends."
      onClose={onClose}
    >
      <ChoiceList
        label="Tickets"
        filter="Find by number, subject or name"
        choices={choices}
        onWords={setWords}
        onChoose={choice => onMerge(choice.value)}
        empty={asked ? 'No ticket fits.' : 'No other ticket of this customer. Type to find one.'}
      />
    </DialogFrame>
  );
}
