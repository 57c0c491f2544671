// The parts of which pages of the desk are made: sections with a lead, a loading sheet, a failure with its next step.
import type { ReactNode } from 'react';
import { ProblemError } from '../../api/http.js';
import { problemWords } from '../../api/problem-words.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import styles from './sheet.module.css';

export function Section({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{title}</h2>
      {lead && <p className={styles.lead}>{lead}</p>}
      {children}
    </section>
  );
}

export function Loading({ words }: { words: string }) {
  return (
    <div role="status">
      <span className="unseen">{words}</span>
      <div className={styles.blank} />
    </div>
  );
}

/** 403 and 404 mean the same to the reader: not yours. */
export function Failed({ error, onRetry, notYours }: { error: Error; onRetry: () => void; notYours: string }) {
  const problem = error instanceof ProblemError ? error : null;
  if (problem?.status === 403 || problem?.status === 404)
    return <StatePage title="This is not yours to see.">{notYours}</StatePage>;
  const words = problem ? problemWords(problem.problem) : null;
  return (
    <StatePage
      tone="wrong"
      title={words?.title ?? 'This cannot be shown.'}
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      {words?.next ?? 'Load the page again.'}
    </StatePage>
  );
}

/** Somebody else saved meanwhile: said where it is read, with the one way on. */
export function Overtaken({ children, onReload }: { children: ReactNode; onReload: () => void }) {
  return (
    <div className={styles.wrong} role="alert">
      <span>{children}</span>
      <Button small onClick={onReload}>
        Show it as it is now
      </Button>
    </div>
  );
}
