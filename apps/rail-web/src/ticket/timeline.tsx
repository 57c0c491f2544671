// Everything that happened on a ticket, oldest first: messages and replies on paper, notes on the wall, changes as quiet lines.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Entry, Ticket } from '#api';
import { sayProblem } from '../act/say.js';
import { ticketKey } from '../api/query-keys.js';
import { readEarlier } from '../api/ticket/ticket.api.js';
import { CallEntry } from '../call/call-entry.js';
import { Button } from '../look/button.js';
import { Icon, type IconName } from '../look/icons.js';
import { Attachments } from '../mail/attachments.js';
import { MessageEntry } from '../mail/message-entry.js';
import { ReportEntry } from '../mail/report-entry.js';
import { PaperEntry } from '../paper/paper-entry.js';
import { useNow } from '../rail/use-now.js';
import { clockWords, momentWords } from '../rail/words/time-words.js';
import { stateWords } from './state-words.js';
import styles from './timeline.module.css';

export function Timeline({ ticket, onCallBack }: { ticket: Ticket; onCallBack: (entry: Entry) => void }) {
  const now = useNow();
  const client = useQueryClient();
  const [reading, setReading] = useState(false);
  const earlier = async (): Promise<void> => {
    setReading(true);
    try {
      const first = ticket.entries[0]?.seq ?? 0;
      const found = await readEarlier(ticket.id, first);
      client.setQueryData<Ticket>(
        ticketKey(ticket.id),
        old => old && { ...old, entries: [...found.items, ...old.entries], hasEarlier: found.nextCursor !== null },
      );
    } catch (error) {
      sayProblem(error);
    } finally {
      setReading(false);
    }
  };
  return (
    <div className={styles.timeline} data-timeline="">
      {ticket.hasEarlier && (
        <p className={styles.earlier}>
          <Button small weight="quiet" busy={reading} onClick={() => void earlier()}>
            Show earlier entries
          </Button>
          <span className={styles.onPaper}>Earlier entries are not printed: show them first.</span>
        </p>
      )}
      {ticket.entries.map(entry => (
        <EntryRow key={entry.id} entry={entry} now={now} plain={ticket.kind === 'document'} onCallBack={onCallBack} />
      ))}
    </div>
  );
}

type RowProps = { entry: Entry; now: number; plain: boolean; onCallBack: (entry: Entry) => void };

function EntryRow({ entry, now, plain, onCallBack }: RowProps) {
  if (entry.part > 0) return <PaperEntry entry={entry} now={now} plain={plain} />;
  if (entry.type === 'message' || entry.type === 'reply')
    return <MessageEntry entry={entry} now={now} onCallBack={onCallBack} />;
  if (entry.type === 'call') return <CallEntry entry={entry} now={now} />;
  if (entry.type === 'delivery' && entry.automatic) return <ReportEntry entry={entry} now={now} />;
  if (entry.type === 'note') return <NoteEntry entry={entry} now={now} />;
  if (entry.type === 'handoff') return <HandoffEntry entry={entry} now={now} />;
  return <StateEntry entry={entry} now={now} />;
}

/** The step as a line; what was written with it below. The first paragraph of the text says the step again. */
function HandoffEntry({ entry, now }: { entry: Entry; now: number }) {
  const rest = entry.text.split('\n\n').slice(1).join('\n\n').trim();
  return (
    <div className={styles.handoff}>
      <StateEntry entry={entry} now={now} />
      {rest && (
        <p className={styles.handoffText} dir="auto">
          {rest}
        </p>
      )}
    </div>
  );
}

function NoteEntry({ entry, now }: { entry: Entry; now: number }) {
  return (
    <article
      className={styles.note}
      data-pending={entry.id < 0 || undefined}
      aria-label={`Internal note by ${entry.author.name}`}
    >
      <header className={styles.noteHead}>
        <Icon name="lock" size={14} />
        <span className={styles.noteTag}>Internal note</span>
        <span className={styles.noteName}>{entry.author.name}</span>
        <time className={`tab ${styles.time}`} dateTime={entry.at} title={momentWords(entry.at)}>
          {clockWords(entry.at, now)}
        </time>
      </header>
      <div className={styles.noteText}>
        {entry.text && (
          <p className={styles.noteWords} dir="auto">
            {entry.text}
          </p>
        )}
        <Attachments list={entry.attachments} shown={null} />
      </div>
    </article>
  );
}

const icons: Record<string, IconName> = {
  claimed: 'hand',
  waiting: 'clock',
  done: 'check',
  open: 'inbox',
  merged: 'merge',
  assign: 'person',
  move: 'move',
  expedite: 'bolt',
  skip: 'skip',
  'merge-in': 'merge',
  'hand-off': 'handoff',
  offered: 'handoff',
  place: 'handoff',
  accept: 'hand',
  accepted: 'hand',
  return: 'undo',
  returned: 'undo',
  complete: 'check',
  completed: 'check',
  cancel: 'close',
  cancelled: 'close',
  tick: 'list',
  'set-fields': 'form',
  'set-tags': 'tag',
  'rule-tags': 'tag',
  'follow-up': 'flag',
  'follow-up-due': 'flag',
  'acknowledge-again': 'reply',
  'approve-held': 'check',
  'discard-held': 'close',
  'hold-again': 'undo',
  'reach-again': 'mail',
};

function StateEntry({ entry, now }: { entry: Entry; now: number }) {
  const { action, to } = entry.change ?? {};
  const icon = icons[String(action)] ?? icons[String(to)] ?? (entry.type === 'delivery' ? 'mail' : 'right');
  return (
    <p className={styles.state}>
      <Icon name={icon} size={14} />
      <span>
        <span className={styles.actor}>{entry.author.kind === 'system' ? 'The rail' : entry.author.name}</span>{' '}
        {entry.type === 'delivery' && entry.text ? entry.text : stateWords(entry, now)}
      </span>
      <time className={`tab ${styles.time}`} dateTime={entry.at} title={momentWords(entry.at)}>
        {clockWords(entry.at, now)}
      </time>
    </p>
  );
}
