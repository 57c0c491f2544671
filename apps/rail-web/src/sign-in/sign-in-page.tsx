// Sign-in: email and password, or a one-time link (#token=…). Afterwards the person is where they were.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Session } from '#api';
import { signIn, signInByLink } from '../api/company/session.api.js';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { sessionKey } from '../api/query-keys.js';
import { Field, inputClass } from '../dialog/frame/dialog-frame.js';
import { Button } from '../look/button.js';
import { safeReturn } from '../shell/paths.js';
import styles from './sign-in-page.module.css';

/** Read once and taken out of the address at once, so that it stays in no history. */
function takeToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token) window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return token;
}

export function SignInPage() {
  const client = useQueryClient();
  const [, go] = useLocation();
  const back = safeReturn(new URLSearchParams(useSearch()).get('to'));
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const tried = useRef(false);

  const enter = async (ask: Promise<Session>, asLink: boolean): Promise<void> => {
    setBusy(true);
    setProblem('');
    try {
      const session = await ask;
      client.clear();
      client.setQueryData(sessionKey, session);
      go(back, { replace: true });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(words(error, asLink));
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    if (tried.current) return;
    tried.current = true;
    const token = takeToken();
    if (token) void enter(signInByLink(token), true);
  }, []);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!email.trim() || !password) setProblem('Fill in your email and your password.');
    else void enter(signIn(email.trim(), password), false);
  };
  return (
    <main className={styles.page}>
      <div className={styles.rail} aria-hidden="true" />
      <form className={styles.slip} onSubmit={onSubmit} noValidate>
        <h1 className={styles.title}>Ticket Rail</h1>
        <p className={styles.lead}>{back === '/' ? 'Sign in to your rail.' : 'Sign in to go on where you were.'}</p>
        <Field label="Email">
          <input
            className={inputClass}
            type="email"
            name="email"
            autoComplete="username"
            // biome-ignore lint/a11y/noAutofocus: the only thing to do on this page
            autoFocus
            value={email}
            aria-invalid={problem !== ''}
            onChange={event => setEmail(event.currentTarget.value)}
          />
        </Field>
        <Field label="Password">
          <input
            className={inputClass}
            type="password"
            name="password"
            autoComplete="current-password"
            value={password}
            aria-invalid={problem !== ''}
            onChange={event => setPassword(event.currentTarget.value)}
          />
        </Field>
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <Button weight="main" type="submit" busy={busy} className={styles.go}>
          Sign in
        </Button>
        <p className={styles.help}>No password, or forgotten? Ask an administrator for a sign-in link.</p>
      </form>
    </main>
  );
}

function words(error: ProblemError, asLink: boolean): string {
  if (error.status === 401 || (asLink && error.status >= 400 && error.status < 500))
    return asLink
      ? 'This link was used already or is too old. Ask for a new one, or sign in with your password.'
      : 'That email and password do not match.';
  const { title, next } = problemWords(error.problem);
  return `${title} ${next}`;
}
