// The way to the forward page: signed in, or known from before where there is no line. It stands beside the rail, because salespeople work none.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Redirect } from 'wouter';
import type { ForwardChoices, Session } from '#api';
import { readSession } from '../api/company/session.api.js';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { sessionKey } from '../api/query-keys.js';
import { choicesKey, readChoices } from '../api/ticket/forward.api.js';
import { Button } from '../look/button.js';
import { StatePage } from '../look/state-page.js';
import { ForwardPage } from './forward-page.js';
import { startWorker } from './waiting/forward-worker.js';

type Known = { user: { id: number; name: string }; worksRail: boolean; choices: ForwardChoices };
const KNOWN = 'rail.forward.known';

export default function ForwardRoom() {
  const session = useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY });
  const choices = useQuery({
    queryKey: choicesKey,
    queryFn: readChoices,
    staleTime: 60_000,
    enabled: Boolean(session.data),
  });
  useEffect(() => {
    document.title = 'Forward a request · Ticket Rail';
    void startWorker();
  }, []);
  const fresh = session.data && choices.data ? knownOf(session.data, choices.data) : null;
  useEffect(() => {
    if (fresh) remember(fresh);
    else if (session.data === null) localStorage.removeItem(KNOWN);
  }, [fresh, session.data]);
  if (session.data === null) return <Redirect to={`/sign-in?to=${encodeURIComponent('/forward')}`} replace />;
  const failed = session.error ?? choices.error;
  const known = fresh ?? (failed ? remembered() : null);
  if (known) return <ForwardPage user={known.user} worksRail={known.worksRail} choices={known.choices} />;
  if (!failed)
    return (
      <p className="unseen" role="status">
        Opening the forward page…
      </p>
    );
  const words = failed instanceof ProblemError ? problemWords(failed.problem) : null;
  return (
    <main style={{ height: '100dvh' }}>
      <StatePage
        level={1}
        tone="wrong"
        title={words?.title ?? 'The page cannot be opened.'}
        actions={
          <Button onClick={() => void (session.error ? session.refetch() : choices.refetch())}>Try again</Button>
        }
      >
        {words?.next ?? 'Load the page again.'}
      </StatePage>
    </main>
  );
}

const knownOf = ({ user, memberships }: Session, choices: ForwardChoices): Known => ({
  user: { id: user.id, name: user.name },
  worksRail: user.isAdmin || memberships.some(({ role }) => role !== 'sales'),
  choices,
});

function remember(known: Known): void {
  try {
    localStorage.setItem(KNOWN, JSON.stringify(known));
  } catch (error) {
    console.warn('Without a line the page cannot be opened here', error);
  }
}

function remembered(): Known | null {
  try {
    return JSON.parse(localStorage.getItem(KNOWN) ?? 'null') as Known | null;
  } catch {
    return null;
  }
}
