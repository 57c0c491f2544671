// Webhooks, for admins: which outside tools are told, and how that goes. `?w=<id>` opens one.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { Department, Webhook } from '#api';
import { readWebhooks, type SecretAnswer, webhooksKey } from '../../api/company/webhook.api.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { useMe } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { NewWebhookDialog } from './new-webhook-dialog.js';
import { SecretDialog } from './secret-dialog.js';
import { WebhookSheet } from './webhook-sheet.js';
import { eventsWords, webhookState } from './webhook-words.js';
import styles from './webhooks.module.css';

const NOT_YOURS = 'Administrators keep the webhooks. Ask one of them if a tool of yours should be told.';
type Props = { departments: Department[] };

export default function WebhooksPage({ departments }: Props) {
  const { isAdmin } = useMe();
  return isAdmin ? (
    <Webhooks departments={departments} />
  ) : (
    <StatePage level={1} title="This is not yours to see.">
      {NOT_YOURS}
    </StatePage>
  );
}

function Webhooks({ departments }: Props) {
  const [path, go] = useLocation();
  const wanted = Number(new URLSearchParams(useSearch()).get('w'));
  const [makes, setMakes] = useState(false);
  const [made, setMade] = useState<SecretAnswer | null>(null);
  const webhooks = useQuery({ queryKey: webhooksKey, queryFn: readWebhooks, staleTime: 0, refetchInterval: followed });
  const open = webhooks.data?.find(one => one.id === wanted);
  const add = (
    <Button weight="main" onClick={() => setMakes(true)}>
      New webhook
    </Button>
  );
  return (
    <div className={sheet.page}>
      {!open && (
        <SectionHead
          title="Webhooks"
          note="Outside tools are told of what happens on the rails, signed, and again until they have it."
          acts={webhooks.data && webhooks.data.length > 0 ? add : undefined}
        />
      )}
      {webhooks.isPending && <Loading words="Reading the webhooks…" />}
      {webhooks.isError && !webhooks.data && (
        <Failed error={webhooks.error} onRetry={() => void webhooks.refetch()} notYours={NOT_YOURS} />
      )}
      {webhooks.data?.length === 0 && (
        <StatePage title="No tool is told yet." actions={add}>
          A webhook tells another program what happens here, for example an issue tracker of a design request.
        </StatePage>
      )}
      {open ? (
        <WebhookSheet
          key={open.id}
          webhook={open}
          departments={departments}
          listHref={path}
          onSecret={setMade}
          onDeleted={() => go(path, { replace: true })}
        />
      ) : (
        webhooks.data &&
        webhooks.data.length > 0 && <List webhooks={webhooks.data} departments={departments} path={path} />
      )}
      {makes && (
        <NewWebhookDialog
          departments={departments}
          onClose={() => setMakes(false)}
          onMade={answer => {
            setMakes(false);
            setMade(answer);
            go(`${path}?w=${answer.webhook.id}`);
          }}
        />
      )}
      {made && (
        <SecretDialog
          secret={made.secret}
          hasPrevious={made.webhook.secrets.some(secret => secret.name === 'previous')}
          onClose={() => setMade(null)}
        />
      )}
    </div>
  );
}

/** While something is on its way to one that takes it, the state is read again: it would go on saying so. */
const followed = ({ state }: { state: { data?: Webhook[] } }): number | false =>
  state.data?.some(({ queued, failingSince, enabled }) => enabled && queued > 0 && !failingSince) ? 3_000 : false;

type ListProps = { webhooks: Webhook[]; departments: readonly Department[]; path: string };

function List({ webhooks, departments, path }: ListProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={sheet.tableBox} aria-label="List of webhooks" tabIndex={0}>
      <table className={`${sheet.table} ${styles.list}`}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Address</th>
            <th scope="col">Events</th>
            <th scope="col">Of</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map(webhook => {
            const state = webhookState(webhook);
            return (
              <tr key={webhook.id}>
                <td className={styles.titleCell}>
                  <Link href={`${path}?w=${webhook.id}`}>
                    <bdi>{webhook.name}</bdi>
                  </Link>
                </td>
                <td className={`mono ${styles.address}`}>{webhook.url}</td>
                <td title={webhook.events.join(', ')}>{eventsWords(webhook.events)}</td>
                <td>{departments.find(one => one.id === webhook.departmentId)?.name ?? 'All departments'}</td>
                <td className={sheet.nowrap}>
                  <b className={styles.state} data-tone={state.tone}>
                    {state.words}
                  </b>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
