// The head of the open ticket: what it is, how it stands, what is left of its time, and why it hangs where it hangs.
import type { Slip } from '#api';
import { missedWords } from '../call/call-words.js';
import { PhoneLink } from '../call/phone-link.js';
import { Icon } from '../look/icons.js';
import { kindIcon, wayIn } from '../look/kinds.js';
import { useRailPlace } from '../rail/rail-context.js';
import { waitingWords } from '../rail/slip-card.js';
import { useNow } from '../rail/use-now.js';
import { ageWords, clockWords, dueWords, momentWords } from '../rail/words/time-words.js';
import { toneOf } from '../rail/words/tone.js';
import { listPath } from '../shell/paths.js';
import { TagLinks } from '../tags/tag-chips.js';
import { BUSINESS, standingWords } from '../work/work-words.js';
import styles from './ticket-head.module.css';

export function TicketHead({ ticket }: { ticket: Slip }) {
  const now = useNow();
  const { department } = useRailPlace();
  const tone = toneOf(ticket.minutesLeft, ticket.minutesAllowed);
  const way = wayIn(ticket.wayIn);
  const missed = missedWords(ticket.calls, ticket.state === 'done' || ticket.state === 'merged');
  return (
    <header className={styles.head} data-step={ticket.state === 'waiting' ? 0 : tone.step} data-urgency={tone.urgency}>
      <p className={styles.line}>
        <Icon name={kindIcon(ticket.kind)} />
        <span>{ticket.kindTitle}</span>
        <span className="mono">#{ticket.id}</span>
        <span className={styles.way}>
          {way.words}
          {ticket.channelName && `, ${ticket.channelName}`}
        </span>
        <span className={`tab ${styles.left}`} title={`Due ${momentWords(ticket.dueAt)}`}>
          {ticket.minutesLeft === null
            ? ticket.doneAt
              ? `finished ${clockWords(ticket.doneAt, now)}`
              : ''
            : dueWords(ticket.minutesLeft)}
        </span>
      </p>
      <h1 className={styles.subject} dir="auto">
        {ticket.subject || 'No subject'}
      </h1>
      <p className={styles.stand}>
        <Stand ticket={ticket} now={now} />
        {missed && (
          <span className={styles.expedite}>
            <Icon name="phone" size={14} />
            {missed}
          </span>
        )}
        {ticket.requester.phone && <PhoneLink phone={ticket.requester.phone} className={`mono ${styles.why}`} />}
        {ticket.priority === 'expedite' && (
          <span className={styles.expedite}>
            <Icon name="bolt" size={14} />
            Expedited
          </span>
        )}
        {standingWords(ticket) && <span className={styles.why}>{standingWords(ticket)}</span>}
        {ticket.business !== 'repeat' && <span className={styles.business}>{BUSINESS[ticket.business]}</span>}
        {ticket.tags.length > 0 && (
          <TagLinks tags={ticket.tags} pathOf={tag => listPath(department.key, 'all', { tag })} />
        )}
        {ticket.followUpAt && <span className={styles.why}>Follow up {clockWords(ticket.followUpAt, now)}</span>}
        {ticket.state !== 'done' && ticket.state !== 'merged' && ticket.state !== 'waiting' && ticket.whyHere && (
          <span className={styles.why}>{ticket.whyHere}</span>
        )}
      </p>
    </header>
  );
}

function Stand({ ticket, now }: { ticket: Slip; now: number }) {
  if (ticket.state === 'claimed')
    return (
      <span className={styles.state} data-state="claimed">
        <Icon name="hand" size={14} />
        {ticket.holder ? `Held by ${ticket.holder.name}` : 'Held'}
      </span>
    );
  if (ticket.state === 'waiting')
    return (
      <span className={styles.state} data-state="waiting">
        <Icon name="clock" size={14} />
        {waitingWords(ticket, now)}
      </span>
    );
  if (ticket.state === 'done')
    return (
      <span className={styles.state} data-state="done">
        <Icon name="check" size={14} />
        Done{ticket.outcome && `: ${ticket.outcome.replaceAll('-', ' ')}`}
      </span>
    );
  if (ticket.state === 'merged')
    return (
      <span className={styles.state} data-state="merged">
        <Icon name="merge" size={14} />
        Merged
      </span>
    );
  return (
    <span className={styles.state} data-state="open">
      <Icon name="inbox" size={14} />
      On the rail for <span className="tab">{ageWords(ticket.receivedAt, now)}</span>
    </span>
  );
}
