// Beside the conversation: who the customer is, how time stands, what else they have with us, where the ticket came from.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Ticket } from '#api';
import { rawPath } from '../api/ticket/ticket.api.js';
import { PhoneLink } from '../call/phone-link.js';
import { useHandoffDesk } from '../handoff/handoff-desk.js';
import { isOpen } from '../handoff/handoff-words.js';
import { Button } from '../look/button.js';
import { PersonMark } from '../look/person-mark.js';
import { Unreached } from '../mail/unreached.js';
import { useRailPlace } from '../rail/rail-context.js';
import { useNow } from '../rail/use-now.js';
import { ageWords, clockWords, dueWords, lengthWords, momentWords } from '../rail/words/time-words.js';
import { useDetails } from '../shell/details.js';
import { BUSINESS, forecastWords, standingWords } from '../work/work-words.js';
import styles from './context-pane.module.css';

const RELATIONS: Record<Ticket['links'][number]['relation'], string> = {
  follows: 'Follows',
  'followed-by': 'Followed by',
  'merged-from': 'Merged from',
  'merged-into': 'Merged into',
  'same-mail': 'From the same mail',
};

export function ContextPane({ ticket }: { ticket: Ticket }) {
  const now = useNow();
  const { show } = useDetails();
  const { requester } = ticket;
  const copied = ticket.participants.filter(person => person.address !== requester.address);
  return (
    <aside className={styles.pane} aria-label="Details">
      <Button
        small
        weight="quiet"
        icon="close"
        className={styles.close}
        aria-label="Hide details"
        onClick={() => show(false)}
      />
      <Part title="Customer">
        <div className={styles.person}>
          <PersonMark initials={initialsOf(requester.name || requester.address || '?')} ours={false} />
          <div>
            <bdi className={styles.name}>{requester.name || 'Unknown'}</bdi>
            {requester.company && <bdi className={styles.quiet}>{requester.company}</bdi>}
            {requester.address && (
              <a className={styles.address} href={`mailto:${requester.address}`}>
                {requester.address}
              </a>
            )}
            {requester.phone && <PhoneLink phone={requester.phone} className={styles.address} />}
          </div>
        </div>
        <Unreached ticket={ticket} />
        <Business ticket={ticket} />
        {copied.length > 0 && (
          <ul className={styles.copied} aria-label="Also on it">
            {copied.map(person => (
              <li key={person.address} title={person.address}>
                <bdi>{person.name || person.address}</bdi>
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title="Time">
        <Fact name="Received" title={momentWords(ticket.receivedAt)}>
          {clockWords(ticket.receivedAt, now)} <span className={styles.soft}>({ageWords(ticket.receivedAt, now)})</span>
        </Fact>
        <Fact name="Due" title={momentWords(ticket.dueAt)}>
          {clockWords(ticket.dueAt, now)}{' '}
          {ticket.minutesLeft !== null && <span className={styles.soft}>({dueWords(ticket.minutesLeft)})</span>}
        </Fact>
        <Fact name="Allowed">{lengthWords(ticket.minutesAllowed)} of working time</Fact>
        {forecastWords(ticket.forecast, now) && <Fact name="In line">{forecastWords(ticket.forecast, now)}</Fact>}
        {standingWords(ticket) && <Fact name="Clock">{standingWords(ticket)}</Fact>}
        {ticket.followUpAt && (
          <Fact name="Follow up" title={momentWords(ticket.followUpAt)}>
            {clockWords(ticket.followUpAt, now)}
            {ticket.followUpNote && `: ${ticket.followUpNote}`}
          </Fact>
        )}
        {ticket.claimUntil && <Fact name="Held until">{clockWords(ticket.claimUntil, now)}</Fact>}
        {ticket.assignee && <Fact name="Given to">{ticket.assignee.name}</Fact>}
      </Part>
      {ticket.links.length > 0 && (
        <Part title="Belongs together">
          <ul>
            {ticket.links.map(link => (
              <Other
                key={`${link.relation}${link.ticketId}`}
                id={link.ticketId}
                subject={link.subject}
                more={`${RELATIONS[link.relation]} · ${link.departmentName}`}
              />
            ))}
          </ul>
        </Part>
      )}
      {ticket.others.length > 0 && (
        <Part title="Other tickets of this customer">
          <ul>
            {ticket.others.map(other => (
              <Other
                key={other.id}
                id={other.id}
                subject={other.subject}
                more={`${other.state} · ${other.departmentName} · ${clockWords(other.receivedAt, now)}`}
              />
            ))}
          </ul>
        </Part>
      )}
      <Part title="Where it came from">
        {ticket.origin.channelName && <p className={styles.text}>{ticket.origin.channelName}</p>}
        {ticket.origin.why.map(why => (
          <p key={why} className={styles.quiet}>
            {why.charAt(0).toUpperCase() + why.slice(1)}
          </p>
        ))}
        {ticket.origin.messageId !== null && (
          <a
            className={styles.address}
            href={rawPath(ticket.origin.messageId)}
            target="_blank"
            rel="noopener noreferrer"
          >
            Raw source of the first message
          </a>
        )}
      </Part>
    </aside>
  );
}

/** Repeat business is customer service's to keep, new business is sales' to win. */
function Business({ ticket }: { ticket: Ticket }) {
  const { put } = useHandoffDesk();
  const offer = ticket.offers.find(known => known.suggested);
  const offered = ticket.handoffs.some(
    known => known.contract === offer?.contract && known.originTicketId === ticket.id && isOpen(known),
  );
  return (
    <p className={styles.business}>
      {BUSINESS[ticket.business]}
      {ticket.business !== 'repeat' && offer && !offered && ticket.actions.includes('hand-off') && (
        <Button small icon="handoff" onClick={() => put({ show: 'contract', contract: offer.contract })}>
          Offer to sales
        </Button>
      )}
    </p>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  );
}

function Fact({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <p className={styles.fact} title={title}>
      <span className={styles.factName}>{name}</span>
      <span className="tab">{children}</span>
    </p>
  );
}

function Other({ id, subject, more }: { id: number; subject: string; more: string }) {
  const { pathOf } = useRailPlace();
  return (
    <li className={styles.other}>
      <Link href={pathOf(id)} className={styles.otherLink}>
        <span className={styles.otherSubject} dir="auto">
          {subject || 'No subject'}
        </span>
        <span className={styles.otherMore}>
          <span className="mono">#{id}</span> · {more}
        </span>
      </Link>
    </li>
  );
}

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map(word => word.charAt(0))
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('');
