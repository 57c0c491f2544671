// The trade documents of a ticket above its timeline: the order first, then what was changed and asked, each as a sheet that can be folded.
import type { TicketDocument } from '#api';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { useCommand } from '../keys/commands.js';
import { Button } from '../look/button.js';
import { Paper } from './paper.js';
import styles from './paper.module.css';
import { usePaperDesk } from './paper-desk.js';
import { usePapers } from './use-papers.js';
import { titleWords } from './words/paper-words.js';

export function Papers({ ticketId, count }: { ticketId: number; count: number }) {
  const query = usePapers(ticketId, count);
  const { raw, show } = usePaperDesk();
  const papers = query.data?.pages.flatMap(page => page.items) ?? [];
  const lastChange = papers.filter(paper => paper.differences !== null).at(-1);
  const chosen = (): TicketDocument | undefined => papers.find(paper => isFocused(paper)) ?? papers[0];
  // V: the paper that somebody reads, else the first; again, and it is put away.
  useCommand(
    'raw',
    () => {
      const paper = chosen();
      if (raw) show(null);
      else if (paper) show({ place: paper, title: titleWords(paper), at: '' });
    },
    papers.length > 0,
  );
  if (query.isError && papers.length === 0) {
    const words = query.error instanceof ProblemError ? problemWords(query.error.problem) : null;
    return (
      <section className={styles.papers} aria-label="Trade documents">
        <p className={styles.wrong} role="alert">
          {words?.title ?? 'What was ordered cannot be shown.'} {words?.next}
          <Button small onClick={() => void query.refetch()}>
            Try again
          </Button>
        </p>
      </section>
    );
  }
  return (
    <section className={styles.papers} aria-label="Trade documents" aria-busy={query.isPending || undefined}>
      {query.isPending && (
        <p className={styles.reading} role="status">
          Reading what was ordered…
        </p>
      )}
      {papers.map((paper, place) => (
        <Paper
          key={`${paper.messageId}.${paper.part}`}
          ticketId={ticketId}
          paper={paper}
          // What came last is what somebody has to look at; the order, and what changed it last, are what it is about.
          isOpen={paper.isOrder || place === papers.length - 1 || paper === lastChange}
        />
      ))}
      {query.hasNextPage && (
        <p className={styles.more}>
          <Button small weight="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show later documents
          </Button>
        </p>
      )}
    </section>
  );
}

const isFocused = ({ messageId, part }: TicketDocument): boolean =>
  document.activeElement?.closest(`[data-paper="${messageId}.${part}"]`) != null;
