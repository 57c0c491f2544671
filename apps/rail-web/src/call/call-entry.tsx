// One record of a call on the timeline: who rang whom, what came of it, how long, and the message that was left.
import type { Entry } from '#api';
import { Icon } from '../look/icons.js';
import { clockWords, momentWords } from '../rail/words/time-words.js';
import styles from './call-entry.module.css';
import { callWords, talkWords } from './call-words.js';
import { PhoneLink } from './phone-link.js';

export function CallEntry({ entry, now }: { entry: Entry; now: number }) {
  const { call } = entry;
  if (!call) return null;
  const phone = call.number ?? call.said;
  const isMissed = call.direction === 'inbound' && call.outcome !== 'answered';
  // What a telephone system tells as text stands here already; what a person wrote does not.
  const isLogged = entry.messageId === null;
  const note = isLogged ? entry.text.trim() : '';
  return (
    <article
      className={styles.call}
      data-missed={isMissed || undefined}
      aria-label={`${callWords(call)}: ${entry.author.name}`}
    >
      <header className={styles.head}>
        <Icon name="phone" size={14} />
        <span className={styles.what}>{callWords(call)}</span>
        {call.name && call.name !== phone && <bdi className={styles.part}>{call.name}</bdi>}
        {phone && <PhoneLink phone={phone} className={`mono ${styles.part}`} />}
        {!phone && !call.name && <span className={styles.part}>withheld number</span>}
        <time className={`tab ${styles.time}`} dateTime={call.startedAt} title={momentWords(call.startedAt)}>
          {clockWords(call.startedAt, now)}
        </time>
      </header>
      <p className={styles.facts}>
        {call.agent && (
          <span>{call.outcome === 'answered' ? `Spoke with ${call.agent}` : `Rang at ${call.agent}`}</span>
        )}
        {call.talkSeconds > 0 && <span className="tab">{talkWords(call.talkSeconds)}</span>}
        {call.voicemail && (
          <span>
            {call.voicemail.url ? (
              <a href={call.voicemail.url} target="_blank" rel="noopener noreferrer">
                Listen to the message
              </a>
            ) : (
              'A message was left'
            )}
            {call.voicemail.seconds !== null && <span className="tab">, {talkWords(call.voicemail.seconds)}</span>}
          </span>
        )}
        {entry.why && <span className={styles.quiet}>{entry.why.charAt(0).toUpperCase() + entry.why.slice(1)}</span>}
        {isLogged ? (
          <span className={styles.quiet}>Logged by {entry.author.name}</span>
        ) : (
          call.why.length > 0 && <span className={styles.quiet}>Read from: {call.why.join('; ')}</span>
        )}
      </p>
      {note && (
        <p className={styles.note} dir="auto">
          {note}
        </p>
      )}
    </article>
  );
}
