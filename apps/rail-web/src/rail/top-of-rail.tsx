// Nothing is open: the top of the rail, why it is the top, and the one thing to do.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Slip } from '#api';
import { useNext } from '../act/use-next.js';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { ticketKey } from '../api/query-keys.js';
import { readTicket } from '../api/ticket/ticket.api.js';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { kindIcon } from '../look/kinds.js';
import { StatePage } from '../look/state-page.js';
import { EmptyRail, todayWords } from './empty-rail.js';
import { useRailPlace } from './rail-context.js';
import styles from './top-of-rail.module.css';
import { useNumbers } from './use-numbers.js';
import { snippetWords } from './words/snippet-words.js';
import { dueWords } from './words/time-words.js';
import { toneOf } from './words/tone.js';

type Props = { slips: readonly Slip[]; ready: boolean; error: Error | null; onRetry: () => void };

export function TopOfRail({ slips, ready, error, onRetry }: Props) {
  const place = useRailPlace();
  const client = useQueryClient();
  const numbers = useNumbers(place.department.id);
  const { next, busy } = useNext();
  const onRail = place.view === 'rail' && !place.q;
  const top = onRail ? slips.find(slip => slip.state === 'open') : undefined;
  // The likely next ticket is read before it is asked for.
  const topId = top?.id;
  useEffect(() => {
    if (topId !== undefined)
      void client.prefetchQuery({ queryKey: ticketKey(topId), queryFn: ({ signal }) => readTicket(topId, signal) });
  }, [client, topId]);
  if (error && slips.length === 0) {
    const words = error instanceof ProblemError ? problemWords(error.problem) : null;
    return (
      <main className={styles.page}>
        <StatePage
          level={1}
          tone="wrong"
          title={words?.title ?? 'The rail cannot be shown.'}
          actions={<Button onClick={onRetry}>Try again</Button>}
        >
          {words?.next ?? 'Load the page again.'}
        </StatePage>
      </main>
    );
  }
  if (!ready) return <main className={styles.page} aria-busy="true" />;
  if (!top)
    return (
      <main className={styles.page}>
        {onRail && slips.length === 0 ? (
          <EmptyRail level={1} />
        ) : (
          <StatePage level={1} title="Nothing is open.">
            Choose a slip on the left, or press N for the next ticket.
          </StatePage>
        )}
      </main>
    );
  const tone = toneOf(top.minutesLeft, top.minutesAllowed);
  return (
    <main className={styles.page}>
      <div className={styles.hang}>
        <div className={styles.rail} aria-hidden="true" />
        <article className={styles.top} data-urgency={tone.urgency} data-step={tone.step}>
          <p className={styles.lead}>
            <Icon name={kindIcon(top.kind)} />
            {top.kindTitle} <span className="mono">#{top.id}</span>
            <span className={`tab ${styles.left}`}>{dueWords(top.minutesLeft)}</span>
          </p>
          <h1 className={styles.subject} dir="auto">
            {top.subject || 'No subject'}
          </h1>
          <p className={styles.who}>
            <bdi>{top.requester.name || top.requester.address}</bdi>
            {top.requester.company && <bdi>, {top.requester.company}</bdi>}
          </p>
          {top.snippet && (
            <p className={styles.snippet} dir="auto">
              {snippetWords(top.snippet)}
            </p>
          )}
          <div className={styles.go}>
            <Button weight="main" hint="N" busy={busy} className={styles.next} onClick={() => void next()}>
              Take it
            </Button>
            <Button onClick={() => place.open(top.id)}>Look first</Button>
          </div>
        </article>
        <p className={styles.why}>{top.whyHere}</p>
      </div>
      <p className={styles.today}>{todayWords(numbers?.doneToday)}</p>
    </main>
  );
}
