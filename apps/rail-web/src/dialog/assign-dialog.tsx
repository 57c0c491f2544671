// A: whose is it? The people of the department, or nobody.
import { useQuery } from '@tanstack/react-query';
import type { Person, Ticket } from '#api';
import { readPeople } from '../api/ticket/rail.api.js';
import { Icon } from '../look/icons.js';
import { PersonMark } from '../look/person-mark.js';
import { ChoiceList } from './frame/choice-list.js';
import { DialogFrame } from './frame/dialog-frame.js';

export function AssignDialog({
  ticket,
  myId,
  onClose,
  onAssign,
}: {
  ticket: Ticket;
  myId: number;
  onClose: () => void;
  onAssign: (person: Person | null) => void;
}) {
  const people = useQuery({
    queryKey: ['people', ticket.departmentId],
    queryFn: () => readPeople(ticket.departmentId),
    initialData: ticket.people.length > 0 ? ticket.people : undefined,
  });
  const choices = (people.data ?? [])
    .toSorted((a, b) => Number(b.id === myId) - Number(a.id === myId) || a.name.localeCompare(b.name))
    .map(person => ({
      value: person as Person | null,
      title: person.id === myId ? `${person.name} (me)` : person.name,
      hint: person.id === ticket.assignee?.id ? 'has it' : undefined,
      mark: <PersonMark small initials={person.initials} />,
    }));
  if (ticket.assignee)
    choices.push({ value: null, title: 'Nobody', hint: undefined, mark: <Icon name="person" size={20} /> });
  return (
    <DialogFrame title={`Whose is #${ticket.id}?`} onClose={onClose}>
      <ChoiceList
        label="People"
        filter="Find a person"
        choices={choices}
        onChoose={choice => onAssign(choice.value)}
        empty={people.isPending ? 'Reading…' : 'Nobody of that name here.'}
      />
    </DialogFrame>
  );
}
