// Short words at the foot of the page: what was done, or what went wrong and what to do next.
import { notifications } from '@mantine/notifications';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { announce } from '../look/announcer.js';
import styles from './toast.module.css';

const classNames = { root: styles.toast, body: styles.body, description: styles.words };

export function say(words: string): void {
  announce(words);
  notifications.show({
    autoClose: 4_000,
    withCloseButton: false,
    classNames,
    message: <div className={styles.line}>{words}</div>,
  });
}

/** A failure in plain words. What is no problem of the API is thrown on: it is a fault of ours. */
export function sayProblem(error: unknown, lead = ''): void {
  if (!(error instanceof ProblemError)) throw error;
  const { title, next } = problemWords(error.problem);
  sayWrong(lead ? `${lead} ${title}` : title, next);
}

export function sayWrong(title: string, next: string): void {
  announce(`${title} ${next}`);
  notifications.show({
    autoClose: 9_000,
    withCloseButton: false,
    'data-tone': 'wrong',
    classNames,
    message: (
      <div className={styles.line}>
        <span>
          {title} <span className={styles.more}>{next}</span>
        </span>
      </div>
    ),
  });
}

/** For a failure that `perform` has said already; whatever else it is must not be swallowed. */
export function said(error: unknown): void {
  if (!(error instanceof ProblemError)) throw error;
}
