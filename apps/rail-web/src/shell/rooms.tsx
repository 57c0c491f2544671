// From the address to the right page: signed in or not, which department, or why there is none.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation, useParams, useSearch } from 'wouter';
import type { Department as Rail, Session } from '#api';
import { readSession } from '../api/company/session.api.js';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { departmentsKey, sessionKey } from '../api/query-keys.js';
import { readDepartments } from '../api/ticket/rail.api.js';
import { LiveProvider } from '../live/live-provider.js';
import { Button } from '../look/button.js';
import { preferences } from '../look/preferences.js';
import { StatePage } from '../look/state-page.js';
import { PresenceProvider } from '../presence/presence-provider.js';
import { SignInPage } from '../sign-in/sign-in-page.js';
import { SignOutDoor, useSignOut } from '../sign-in/sign-out.js';
import { departmentPath, readAsked } from './paths.js';
import { SessionProvider } from './session-context.js';
import { Shell } from './shell.js';

// Read twice a day: its charts do not burden the rail's first load.
const FlowPage = lazy(() => import('../flow/flow-page.js'));
const ForwardRoom = lazy(() => import('../forward/forward-room.js'));
const ConsolePage = lazy(() => import('../console/console-page.js'));

export function Rooms() {
  return (
    <Switch>
      <Route path="/sign-in" component={SignInPage} />
      <Route>
        <SignOutDoor>
          <Inside />
        </SignOutDoor>
      </Route>
    </Switch>
  );
}

function Inside() {
  return (
    <Switch>
      <Route path="/forward">
        <Suspense
          fallback={
            <p className="unseen" role="status">
              Opening the forward page…
            </p>
          }
        >
          <ForwardRoom />
        </Suspense>
      </Route>
      <Route component={Signed} />
    </Switch>
  );
}

function Signed() {
  const [path] = useLocation();
  const search = useSearch();
  const session = useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY });
  const departments = useQuery({
    queryKey: departmentsKey,
    queryFn: readDepartments,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: Boolean(session.data),
  });
  const failed = session.error ?? departments.error;
  if (session.data === null) {
    const here = path + (search ? `?${search}` : '');
    return <Redirect to={here === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here)}`} replace />;
  }
  if (failed && !departments.data)
    return <Failed error={failed} onRetry={() => void (session.error ? session.refetch() : departments.refetch())} />;
  if (!session.data || !departments.data)
    return (
      <p className="unseen" role="status">
        Opening the rail…
      </p>
    );
  return (
    <SessionProvider value={session.data}>
      <LiveProvider>
        <PresenceProvider>
          <Departments session={session.data} departments={departments.data} />
        </PresenceProvider>
      </LiveProvider>
    </SessionProvider>
  );
}

function Departments({ session, departments }: { session: Session; departments: Rail[] }) {
  const mine = session.memberships.map(membership => membership.departmentKey);
  const wanted = [preferences().lastDepartment, ...mine];
  const first =
    wanted.map(key => departments.find(department => department.key === key)).find(Boolean) ?? departments[0];
  // Salespeople work no rail: their page is the one to forward from.
  if (!first && session.user.isAdmin)
    return (
      <Switch>
        <Route path="/console/*?">
          <Console departments={departments} />
        </Route>
        <Route>
          <Redirect to="/console/start" replace />
        </Route>
      </Switch>
    );
  if (!first)
    return session.memberships.length > 0 ? <Redirect to="/forward" replace /> : <NoDepartment session={session} />;
  return (
    <Switch>
      <Route path="/d/:key/handoffs">
        <Department departments={departments} page="handoffs" />
      </Route>
      <Route path="/d/:key/t/:id">
        <Department departments={departments} />
      </Route>
      <Route path="/d/:key">
        <Department departments={departments} />
      </Route>
      <Route path="/flow">
        <Suspense
          fallback={
            <p className="unseen" role="status">
              Opening the flow meeting…
            </p>
          }
        >
          <FlowPage departments={departments} />
        </Suspense>
      </Route>
      <Route path="/console/*?">
        <Console departments={departments} />
      </Route>
      <Route path="/">
        <Redirect to={departmentPath(first.key)} replace />
      </Route>
      <Route>
        <NotHere title="There is no such page." back={departmentPath(first.key)} />
      </Route>
    </Switch>
  );
}

function Console({ departments }: { departments: Rail[] }) {
  return (
    <Suspense
      fallback={
        <p className="unseen" role="status">
          Opening the console…
        </p>
      }
    >
      <ConsolePage departments={departments} />
    </Suspense>
  );
}

function Department({ departments, page }: { departments: Rail[]; page?: 'handoffs' }) {
  const { key, id } = useParams<{ key: string; id?: string }>();
  const { view, q, filter } = readAsked(useSearch());
  const department = departments.find(known => known.key === key);
  const other = departments[0];
  if (!department)
    return (
      <NotHere title="This rail is not there, or not yours to see." back={other ? departmentPath(other.key) : '/'} />
    );
  const openId = id && /^\d{1,15}$/.test(id) ? Number(id) : null;
  return (
    <Shell
      key={department.id}
      department={department}
      departments={departments}
      view={view}
      q={q}
      filter={filter}
      openId={openId}
      page={page}
    />
  );
}

function NotHere({ title, back }: { title: string; back: string }) {
  const [, go] = useLocation();
  return (
    <main style={{ height: '100dvh' }}>
      <StatePage level={1} title={title} actions={<Button onClick={() => go(back)}>To the rail</Button>}>
        Check the address, or ask your supervisor if you should see it.
      </StatePage>
    </main>
  );
}

function NoDepartment({ session }: { session: Session }) {
  const leave = useSignOut();
  return (
    <main style={{ height: '100dvh' }}>
      <StatePage
        level={1}
        title={`Welcome, ${session.user.name}. No rail is yours yet.`}
        actions={<Button onClick={leave}>Sign out</Button>}
      >
        Ask an administrator to make you a member of a department, then load this page again.
      </StatePage>
    </main>
  );
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const words = error instanceof ProblemError ? problemWords(error.problem) : null;
  useEffect(() => {
    window.addEventListener('online', onRetry);
    return () => window.removeEventListener('online', onRetry);
  }, [onRetry]);
  return (
    <main style={{ height: '100dvh' }}>
      <StatePage
        level={1}
        tone="wrong"
        title={words?.title ?? 'The rail cannot be opened.'}
        actions={<Button onClick={onRetry}>Try again</Button>}
      >
        {words?.next ?? 'Load the page again.'}
      </StatePage>
    </main>
  );
}
