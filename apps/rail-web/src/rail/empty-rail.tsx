// Nothing in this view: said as good news where it is good news, with what to do next.
import type { RailNumbers } from '#api';
import { Button } from '../look/button.js';
import { StatePage } from '../look/state-page.js';
import { useRailPlace } from './rail-context.js';
import { StartOffer, useStartOffered } from './start-offer.js';
import { useNumbers } from './use-numbers.js';

/** `14 done today, all on time.` */
export function todayWords(today: RailNumbers['doneToday'] | undefined): string {
  if (!today || today.finished === 0) return 'Nothing finished yet today.';
  const { finished, onTime } = today;
  if (onTime === finished) return `${finished} done today, ${finished === 1 ? 'on time' : 'all on time'}.`;
  return `${finished} done today, ${onTime} of them on time.`;
}

export function EmptyRail({ level = 2 }: { level?: 1 | 2 }) {
  const place = useRailPlace();
  const numbers = useNumbers(place.department.id);
  const offered = useStartOffered();
  const waiting = numbers?.workInProgress.waiting ?? 0;
  if (place.q)
    return (
      <StatePage title="Nothing found." actions={<Button onClick={() => place.show('rail')}>Back to the rail</Button>}>
        Try fewer words, the beginning of a word, a ticket number, or tag: and a tag. Mails, replies, notes, calls,
        forms and EDI documents are searched too.
      </StatePage>
    );
  if (place.filter)
    return (
      <StatePage title="None of these." actions={<Button onClick={() => place.show(place.view)}>Show all</Button>}>
        What was counted has moved on since.
      </StatePage>
    );
  if (place.view === 'waiting')
    return (
      <StatePage title="Nothing waits.">
        Tickets that wait for a customer or a date come back on the rail by themselves.
      </StatePage>
    );
  if (place.view === 'mine')
    return (
      <StatePage title="You hold nothing." actions={<Button onClick={() => place.show('rail')}>Show the rail</Button>}>
        Press N to take the next ticket.
      </StatePage>
    );
  if (place.view === 'done')
    return <StatePage title="Nothing done yet.">What is finished hangs here, newest first.</StatePage>;
  if (offered) return <StartOffer level={level} />;
  return (
    <StatePage
      level={level}
      title="The rail is clear."
      actions={waiting > 0 && <Button onClick={() => place.show('waiting')}>{`See what waits (${waiting})`}</Button>}
    >
      {todayWords(numbers?.doneToday)} New tickets come in by themselves.
    </StatePage>
  );
}
