// One trade document as a good paper order: what it is and from whom, what to know first, parties side by side, dates, lines, totals, notes; and beside it what
// the partner's system was told.
import { useEffect, useId, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { TicketDocument } from '#api';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { useRailPlace } from '../rail/rail-context.js';
import { useNow } from '../rail/use-now.js';
import { clockWords, momentWords } from '../rail/words/time-words.js';
import { Answers } from './answers.js';
import { Changes } from './changes.js';
import { Facts, Notes, Parties, Totals } from './facts.js';
import { LineTable } from './line-table.js';
import styles from './paper.module.css';
import { usePaperDesk } from './paper-desk.js';
import { placeIn, titleWords, withTickets } from './words/paper-words.js';

type Props = { ticketId: number; paper: TicketDocument; isOpen: boolean };

export function Paper({ ticketId, paper, isOpen }: Props) {
  const now = useNow();
  const [opened, setOpened] = useState<boolean | null>(null);
  const { wanted, show } = usePaperDesk();
  const box = useRef<HTMLElement>(null);
  const name = useId();
  const { document, partnerName, receivedAt, messageId, part, warnings } = paper;
  const open = opened ?? isOpen;
  const title = titleWords(paper);
  useEffect(() => {
    if (wanted?.messageId !== messageId || wanted.part !== part) return;
    setOpened(true);
    box.current?.scrollIntoView({ block: 'start' });
    box.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [wanted, messageId, part]);
  const openRaw = (at: string): void => show({ place: { messageId, part }, title, at });
  return (
    <article ref={box} className={styles.paper} aria-labelledby={name} data-paper={`${messageId}.${part}`}>
      <header className={styles.head}>
        <h2 id={name} className={styles.title}>
          <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpened(!open)}>
            <Icon name={open ? 'down' : 'right'} />
            <span className={styles.titleWords} dir="auto">
              {title}
            </span>
          </button>
          {document.source.testFlag && <span className={styles.test}>Test</span>}
        </h2>
        <p className={styles.from}>
          {partnerName && <bdi>{partnerName}</bdi>}
          <time className="tab" dateTime={receivedAt} title={momentWords(receivedAt)}>
            received {clockWords(receivedAt, now)}
          </time>
        </p>
        <Answers ticketId={ticketId} list={paper.acknowledgements} now={now} />
      </header>
      {warnings.length > 0 && <Warnings list={warnings} onShow={openRaw} />}
      {open && (
        <div className={styles.body}>
          <Facts paper={paper} />
          <Parties paper={paper} />
          <Changes paper={paper} />
          {paper.lineCount > 0 && <LineTable ticketId={ticketId} paper={paper} title={title} onShow={openRaw} />}
          <Totals paper={paper} />
          <Notes list={document.notes} />
          <p className={styles.foot}>
            <Button small weight="quiet" icon="code" hint="V" onClick={() => openRaw('')}>
              As received
            </Button>
          </p>
        </div>
      )}
    </article>
  );
}

/** Shown also while the paper is folded: what must not be overlooked cannot be folded away. */
function Warnings({ list, onShow }: { list: readonly string[]; onShow: (at: string) => void }) {
  const { pathOf } = useRailPlace();
  return (
    <div className={styles.warnings} role="note" aria-label="Look at this first">
      <Icon name="alert" />
      <ul>
        {list.map(warning => {
          const at = placeIn(warning);
          return (
            <li key={warning}>
              {withTickets(warning).map(({ text, ticketId }) =>
                ticketId === null ? (
                  text
                ) : (
                  <Link key={text} href={pathOf(ticketId)}>
                    {text}
                  </Link>
                ),
              )}{' '}
              {at && (
                <button type="button" className={styles.link} onClick={() => onShow(at)}>
                  Show it
                  <span className="unseen"> as received: {warning}</span>
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
