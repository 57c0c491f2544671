// The console: what a department promises, asks and answers, as data. One lazy part of the page; each section is loaded when it is opened.
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { Department } from '#api';
import { StatePage } from '../look/state-page.js';
import { useSession } from '../shell/session-context.js';
import { ConsoleFrame } from './console-frame.js';
import { sectionsOf } from './console-sections.js';

const ChannelsPage = lazy(() => import('./channels/channels-page.js'));
const KindsPage = lazy(() => import('./kinds/kinds-page.js'));
const ContractsPage = lazy(() => import('./contracts/contracts-page.js'));
const RulesPage = lazy(() => import('./rules/rules-page.js'));
const DepartmentsPage = lazy(() => import('./departments/departments-page.js'));
const TextsPage = lazy(() => import('./texts/texts-page.js'));
const HealthPage = lazy(() => import('./health/health-page.js'));
const PartnersPage = lazy(() => import('./partners/partners-page.js'));
const QuarantinePage = lazy(() => import('./quarantine/quarantine-page.js'));
const SuppressedPage = lazy(() => import('./suppressed/suppressed-page.js'));
const AuditPage = lazy(() => import('./audit/audit-page.js'));
const MembersPage = lazy(() => import('./members/members-page.js'));
const StartPage = lazy(() => import('./start/start-page.js'));
const KeysPage = lazy(() => import('./keys/keys-page.js'));
const LedgerPage = lazy(() => import('./ledger/ledger-page.js'));
const MessagePage = lazy(() => import('./ledger/message-page.js'));
const WebhooksPage = lazy(() => import('./webhooks/webhooks-page.js'));

type Props = { departments: Department[] };

export default function ConsolePage({ departments }: Props) {
  const session = useSession();
  // The guide is offered where it is needed, and is not what the console opens with.
  const first = sectionsOf(session).find(section => section.id !== 'start');
  return (
    <ConsoleFrame>
      <Suspense
        fallback={
          <p className="unseen" role="status">
            Opening…
          </p>
        }
      >
        <Switch>
          <Route path="/console/channels/*?">
            <ChannelsPage departments={departments} />
          </Route>
          <Route path="/console/kinds/:key?">{({ key }) => <KindsPage openKey={key} />}</Route>
          <Route path="/console/contracts/:key?">
            {({ key }) => <ContractsPage openKey={key} departments={departments} />}
          </Route>
          <Route path="/console/rules/*?">
            <RulesPage departments={departments} />
          </Route>
          <Route path="/console/departments/*?">
            <DepartmentsPage departments={departments} />
          </Route>
          <Route path="/console/templates/*?">
            <TextsPage departments={departments} />
          </Route>
          <Route path="/console/partners/*?">
            <PartnersPage departments={departments} />
          </Route>
          <Route path="/console/health/*?">
            <HealthPage />
          </Route>
          <Route path="/console/quarantine/*?">
            <QuarantinePage />
          </Route>
          <Route path="/console/suppressed/*?">
            <SuppressedPage />
          </Route>
          <Route path="/console/ledger/:id">
            {({ id }) => <MessagePage messageId={Number(id)} departments={departments} />}
          </Route>
          <Route path="/console/ledger">
            <LedgerPage departments={departments} />
          </Route>
          <Route path="/console/webhooks/*?">
            <WebhooksPage departments={departments} />
          </Route>
          <Route path="/console/start">
            <StartPage departments={departments} />
          </Route>
          <Route path="/console/members/*?">
            <MembersPage departments={departments} />
          </Route>
          <Route path="/console/keys/*?">
            <KeysPage departments={departments} />
          </Route>
          <Route path="/console/audit/*?">
            <AuditPage />
          </Route>
          <Route path="/console">
            <Redirect to={first ? first.path : '/console/kinds'} replace />
          </Route>
          <Route>
            <StatePage title="There is no such page.">Choose one of the console’s sections.</StatePage>
          </Route>
        </Switch>
      </Suspense>
    </ConsoleFrame>
  );
}
