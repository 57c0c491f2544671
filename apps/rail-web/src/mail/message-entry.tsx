// A message or a reply: who, when, to whom; what is new in it, the whole of it on demand; what came with it; where it came from.
import { useState } from 'react';
import type { Entry } from '#api';
import { rawPath } from '../api/ticket/ticket.api.js';
import { Icon } from '../look/icons.js';
import { PersonMark } from '../look/person-mark.js';
import { clockWords, momentWords } from '../rail/words/time-words.js';
import { Attachments } from './attachments.js';
import { DeliveryLine } from './delivery-line.js';
import { DiscardedEntry } from './discarded-entry.js';
import { HeldNotice } from './held-notice.js';
import { MailFrame } from './mail-frame.js';
import { isRich } from './mail-safety.js';
import styles from './message.module.css';

type Props = { entry: Entry; now: number; onCallBack: (entry: Entry) => void };

export function MessageEntry({ entry, now, onCallBack }: Props) {
  const ours = entry.author.kind !== 'contact';
  const rich = entry.html !== null && isRich(entry.html);
  const [whole, setWhole] = useState(rich);
  const more = rich || entry.html !== null || entry.text.trim() !== entry.freshText.trim();
  const name = entry.author.name || entry.author.address || 'Unknown sender';
  const [opened, setOpened] = useState(false);
  if (entry.verdict?.how === 'discarded' && !opened)
    return <DiscardedEntry entry={entry} name={name} now={now} onOpen={() => setOpened(true)} />;
  return (
    <article
      className={styles.message}
      data-ours={ours || undefined}
      data-pending={entry.id < 0 || undefined}
      aria-label={`${entry.type === 'reply' ? 'Reply' : 'Message'} by ${name}`}
    >
      <header className={styles.head}>
        <PersonMark initials={entry.author.initials} ours={ours} />
        <div className={styles.who}>
          <bdi className={styles.name}>{name}</bdi>
          {entry.author.address && entry.author.address !== name && (
            <span className={styles.address}>{entry.author.address}</span>
          )}
          {entry.held && (
            <span className={styles.unverified}>
              <Icon name="alert" size={14} />
              Unverified sender
            </span>
          )}
          {ours && entry.type === 'message' && (
            <span className={styles.automatic} title="Nobody signed in here wrote it: a mail says that it is from us">
              Not sent from here
            </span>
          )}
          <AutomaticTag entry={entry} />
          <Recipients entry={entry} />
        </div>
        <time className={`tab ${styles.time}`} dateTime={entry.at} title={momentWords(entry.at)}>
          {clockWords(entry.at, now)}
        </time>
      </header>
      <div className={styles.body}>
        {entry.forward && <Forwarded forward={entry.forward} />}
        {entry.reference && (
          <p className={styles.reference}>
            By form, reference <span className="mono">{entry.reference}</span>
          </p>
        )}
        {entry.held && <HeldNotice entry={entry} />}
        {entry.automatic?.isComplaint && (
          <p className={styles.complaint}>Somebody reported a mail of ours as spam. A machine never answers this.</p>
        )}
        {whole && entry.html ? (
          <MailFrame html={entry.html} attachments={entry.attachments} from={name} />
        ) : (
          <div className={styles.text} dir="auto">
            {(whole ? entry.text : entry.freshText || entry.text) || <em className={styles.none}>No text.</em>}
          </div>
        )}
        {entry.warnings.length > 0 && (
          <ul className={styles.warnings}>
            {entry.warnings.map(warning => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        )}
        <Attachments list={entry.attachments} shown={whole ? entry.html : null} held={entry.held} />
        <DeliveryLine entry={entry} now={now} onCallBack={onCallBack} />
        {(more || entry.messageId !== null || entry.why) && (
          <div className={styles.tools}>
            {more && (
              <button type="button" className={styles.tool} onClick={() => setWhole(!whole)} aria-expanded={whole}>
                {whole ? 'Show only what is new' : 'Show the whole message'}
              </button>
            )}
            {entry.messageId !== null && (
              <a className={styles.tool} href={rawPath(entry.messageId)} target="_blank" rel="noopener noreferrer">
                Raw source
              </a>
            )}
            {entry.why && <Why words={entry.why} />}
          </div>
        )}
      </div>
    </article>
  );
}

/** No person sent it just now: nobody need wonder why it is not friendlier. */
function AutomaticTag({ entry: { automatic } }: { entry: Entry }) {
  if (!automatic) return null;
  const words = automatic.isComplaint
    ? 'Complaint'
    : automatic.isAutoReply
      ? 'Automatic'
      : automatic.isBulk
        ? 'List'
        : '';
  return words && <span className={styles.automatic}>{words}</span>;
}

/** Who handed it over, and how sure it is who asked: a person may have to correct that. */
function Forwarded({ forward: { by, confidence, how } }: { forward: NonNullable<Entry['forward']> }) {
  const doubtful = confidence === 'unsure' || confidence === 'none';
  return (
    <p className={styles.forwarded} data-doubtful={doubtful || undefined} title={how}>
      <Icon name={doubtful ? 'alert' : 'colleague'} size={14} />
      Forwarded by <bdi>{by?.name || by?.address || 'a colleague'}</bdi>
      {doubtful && <span>{how}.</span>}
    </p>
  );
}

function Why({ words }: { words: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles.tool} aria-expanded={open} onClick={() => setOpen(!open)}>
        Why here?
      </button>
      {open && <span className={styles.why}>{words}</span>}
    </>
  );
}

function Recipients({ entry }: { entry: Entry }) {
  const list = [...entry.to, ...entry.cc];
  if (list.length === 0) return null;
  const first = list[0];
  const words = list.map(person => (person.name ? `${person.name} <${person.address}>` : person.address)).join(', ');
  return (
    <span className={styles.to} title={words}>
      to <bdi>{first?.name || first?.address}</bdi>
      {list.length > 1 && ` and ${list.length - 1} more`}
    </span>
  );
}
