// One paper slip on the rail: its kind, its number, what is left of its time; who; what; and, when there is something to say, a foot.
// Colour is never alone: time, state, holder and reason stand as words or shapes too.
import { type MouseEvent, memo } from 'react';
import type { FoundSlip, Slip } from '#api';
import { missedWords } from '../call/call-words.js';
import { Icon } from '../look/icons.js';
import { kindIcon, wayIn } from '../look/kinds.js';
import { PersonMark } from '../look/person-mark.js';
import { PresenceMark } from '../presence/presence-mark.js';
import { SlipTags } from '../tags/tag-chips.js';
import { FoundLine } from './found-line.js';
import styles from './slip-card.module.css';
import { ageWords, clockWords, dueWords } from './words/time-words.js';
import { toneOf } from './words/tone.js';

type Props = {
  slip: FoundSlip;
  path: string;
  selected: boolean;
  reachable: boolean;
  compact: boolean;
  now: number;
  onOpen: (id: number) => void;
};

export const hasFoot = (slip: Slip): boolean =>
  slip.state === 'waiting' ||
  slip.hasUnreadAnswer ||
  slip.checklist !== null ||
  slip.calls !== null ||
  slip.handedOff !== null ||
  slip.handoff !== null ||
  slip.tags.length > 0 ||
  slip.business === 'new' ||
  slip.priority === 'expedite' ||
  slip.state === 'done' ||
  slip.state === 'merged';

export const SlipCard = memo(function SlipCard({ slip, path, selected, reachable, compact, now, onOpen }: Props) {
  const tone = toneOf(slip.minutesLeft, slip.minutesAllowed);
  const way = wayIn(slip.wayIn);
  const onClick = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(slip.id);
  };
  return (
    <a
      href={path}
      onClick={onClick}
      className={styles.slip}
      data-step={slip.state === 'waiting' ? 0 : tone.step}
      data-urgency={tone.urgency}
      data-state={slip.state}
      data-compact={compact || undefined}
      data-slip={slip.id}
      aria-current={selected ? 'true' : undefined}
      tabIndex={reachable ? 0 : -1}
      title={slip.whyHere || undefined}
    >
      <span className={styles.top}>
        <Icon name={kindIcon(slip.kind)} className={styles.kind} />
        <span className={styles.kindTitle}>{slip.kindTitle}</span>
        <span className={`mono ${styles.number}`}>#{slip.id}</span>
        <span className={`tab ${styles.time}`} data-urgency={tone.urgency}>
          {slip.minutesLeft === null
            ? `${ageWords(slip.doneAt ?? slip.receivedAt, now)} ago`
            : dueWords(slip.minutesLeft)}
        </span>
      </span>
      {!compact && (
        <span className={styles.who}>
          <bdi className={styles.name}>
            {slip.requester.name || slip.requester.address || slip.requester.phone || 'Unknown sender'}
          </bdi>
          {slip.requester.company && <bdi className={styles.company}>{slip.requester.company}</bdi>}
          <span className={styles.marks}>
            {slip.business === 'stranger' && (
              <span className={styles.stranger} title="A stranger: nothing of theirs was seen before">
                <Icon name="newcomer" size={14} />
                <span className="unseen">A stranger</span>
              </span>
            )}
            {slip.attachmentCount > 0 && (
              <span className={styles.mark}>
                <Icon name="clip" size={14} />
                <span className="tab">{slip.attachmentCount}</span>
                <span className="unseen">attachments</span>
              </span>
            )}
            <span className={styles.mark}>
              <Icon name={way.icon} size={14} />
              <span className="unseen">{way.words}</span>
            </span>
          </span>
        </span>
      )}
      <span className={styles.subject} dir="auto">
        {slip.subject || 'No subject'}
      </span>
      {slip.found && <FoundLine found={slip.found} now={now} />}
      {!compact && hasFoot(slip) && <Foot slip={slip} now={now} />}
      {(slip.holder ?? slip.assignee) && <Holder slip={slip} />}
      <PresenceMark ticketId={slip.id} />
    </a>
  );
});

function Holder({ slip }: { slip: Slip }) {
  const person = slip.holder ?? slip.assignee;
  if (!person) return null;
  return (
    <span className={styles.holder} data-held={slip.holder ? true : undefined}>
      <PersonMark
        small
        initials={person.initials}
        name={`${slip.holder ? 'Held by' : 'Given to'} ${person.name}`}
        ours={slip.holder !== null}
      />
    </span>
  );
}

function Foot({ slip, now }: { slip: Slip; now: number }) {
  const missed = missedWords(slip.calls, slip.state === 'done' || slip.state === 'merged');
  return (
    <span className={styles.foot}>
      {slip.priority === 'expedite' && (
        <span className={styles.expedite}>
          <Icon name="bolt" size={14} />
          Expedited
        </span>
      )}
      {missed && (
        <span className={styles.expedite}>
          <Icon name="phone" size={14} />
          {missed}
        </span>
      )}
      {slip.hasUnreadAnswer && !missed && <span className={styles.answer}>New answer</span>}
      {slip.waiting && (
        <span className={styles.waiting}>
          <Icon name="clock" size={14} />
          {waitingWords(slip, now)}
          {slip.clockStands && <span className={styles.stands}>clock stands</span>}
        </span>
      )}
      {slip.handedOff && slip.handedOff.returned > 0 && (
        <span className={styles.expedite}>
          <Icon name="undo" size={14} />
          {slip.handedOff.returned === 1 ? 'Sent back' : `${slip.handedOff.returned} sent back`}
        </span>
      )}
      {slip.handedOff && slip.handedOff.open > 0 && slip.waiting?.reason !== 'handoff' && (
        <span className={styles.waiting}>
          <Icon name="handoff" size={14} />
          {slip.handedOff.open === 1 ? 'Handed off' : `${slip.handedOff.open} handed off`}
        </span>
      )}
      {slip.handoff && (
        <span className={styles.waiting}>
          <Icon name="handoff" size={14} />
          {receivedWords(slip.handoff)}
        </span>
      )}
      {slip.checklist && (
        <span className={styles.waiting}>
          <Icon name="list" size={14} />
          <span className="unseen">Checklist </span>
          <span className="tab">
            {slip.checklist.done}/{slip.checklist.total}
          </span>
        </span>
      )}
      {slip.business === 'new' && <span>New business</span>}
      {slip.tags.length > 0 && <SlipTags tags={slip.tags} />}
      {slip.state === 'done' && <span>{slip.outcome ? `Done: ${slip.outcome.replaceAll('-', ' ')}` : 'Done'}</span>}
      {slip.state === 'merged' && <span>Merged into another ticket</span>}
    </span>
  );
}

const receivedWords = ({ state, fromName }: NonNullable<Slip['handoff']>): string =>
  state === 'offered' ? `Offered by ${fromName}` : `From ${fromName}`;

/** `Waiting for the customer`, `Waiting until tomorrow 08:00`; a note says more. */
export function waitingWords(slip: Pick<Slip, 'waiting'>, now: number): string {
  const { waiting } = slip;
  if (!waiting) return '';
  if (waiting.reason === 'until' && waiting.until) return `Until ${clockWords(waiting.until, now)}`;
  if (waiting.reason === 'handoff')
    return waiting.note ? `Waiting for ${waiting.note}` : 'Waiting for another department';
  return waiting.until ? `Waiting for customer, until ${clockWords(waiting.until, now)}` : 'Waiting for customer';
}
