// Trading partners: who may send EDI, how it goes with each, and what was agreed. `?p=<id>` opens one, `?p=new` a new one.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { Department, ListedPartner } from '#api';
import { partnersKey, readPartners } from '../../api/trade/partner.api.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { useNow } from '../../rail/use-now.js';
import { clockWords, momentWords } from '../../rail/words/time-words.js';
import { useMe } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { PartnerForm } from './partner-form.js';
import styles from './partners.module.css';
import { TrafficList } from './traffic/traffic-list.js';
import { identityWords } from './traffic/traffic-words.js';

const NOT_YOURS = 'Supervisors and administrators see the trading partners. Ask one of them.';

export default function PartnersPage({ departments }: { departments: Department[] }) {
  const client = useQueryClient();
  const { isAdmin } = useMe();
  const [path, go] = useLocation();
  const asked = new URLSearchParams(useSearch()).get('p');
  const [read, setRead] = useState(0);
  const partners = useQuery({ queryKey: partnersKey, queryFn: readPartners, staleTime: 0 });
  const reload = async (): Promise<void> => {
    await client.refetchQueries({ queryKey: partnersKey });
    setRead(read + 1);
  };
  if (partners.isPending) return <Loading words="Reading the partners…" />;
  if (!partners.data)
    return <Failed error={partners.error} onRetry={() => void partners.refetch()} notYours={NOT_YOURS} />;
  const open = partners.data.find(one => String(one.id) === asked);
  const back = { href: path, words: 'Partners' };
  if (open)
    return (
      <div key={open.id} className={sheet.page}>
        <SectionHead title={<bdi>{open.name}</bdi>} back={back} note={<Note partner={open} />} />
        <TrafficList partnerId={open.id} departments={departments} />
        <div className={sheet.apart}>
          {!isAdmin && <p className={sheet.note}>You read what is agreed. Administrators change it.</p>}
          <PartnerForm
            key={read}
            partner={open}
            mayChange={isAdmin}
            onSaved={() => undefined}
            onReload={() => void reload()}
          />
        </div>
      </div>
    );
  if (asked === 'new' && isAdmin)
    return (
      <div className={sheet.page}>
        <SectionHead title="New partner" back={back} note="What is left as it is, is what is usual." />
        <PartnerForm partner={null} mayChange onSaved={made => go(`${path}?p=${made.id}`)} onReload={() => undefined} />
      </div>
    );
  const add = isAdmin ? (
    <Button weight="main" onClick={() => go(`${path}?p=new`)}>
      New partner
    </Button>
  ) : undefined;
  return (
    <div className={sheet.page}>
      <SectionHead
        title="Partners"
        note="Companies whose systems send us orders by EDI, and get their acknowledgements."
        acts={partners.data.length > 0 ? add : undefined}
      />
      {partners.data.length === 0 ? (
        <StatePage title="No partner yet." actions={add}>
          Add one here, or let them send first: an unknown sender waits in{' '}
          <Link href="/console/quarantine">quarantine</Link>, and becomes a partner with one click.
        </StatePage>
      ) : (
        <List partners={partners.data} path={path} />
      )}
    </div>
  );
}

const STANDARD = { x12: 'X12', edifact: 'EDIFACT' } as const;

function Note({ partner }: { partner: ListedPartner }) {
  return (
    <>
      {STANDARD[partner.standard]}, as <span className="mono">{partner.identities.map(identityWords).join(', ')}</span>
      {!partner.enabled && <b className={styles.off}> We do not trade with them now.</b>}
    </>
  );
}

function List({ partners, path }: { partners: ListedPartner[]; path: string }) {
  const now = useNow();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={sheet.tableBox} aria-label="List of partners" tabIndex={0}>
      <table className={`${sheet.table} ${styles.list}`}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Standard</th>
            <th scope="col">They send as</th>
            <th scope="col">Last traffic</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {partners.map(partner => (
            <tr key={partner.id}>
              <td className={styles.titleCell}>
                <Link href={`${path}?p=${partner.id}`}>
                  <bdi>{partner.name}</bdi>
                </Link>
              </td>
              <td>{STANDARD[partner.standard]}</td>
              <td className={`mono ${styles.ids}`}>
                {partner.identities.map(identityWords).map(words => (
                  <span key={words}>{words}</span>
                ))}
              </td>
              <td
                className={`tab ${sheet.nowrap}`}
                title={partner.lastTrafficAt ? momentWords(partner.lastTrafficAt) : undefined}
              >
                {partner.lastTrafficAt ? clockWords(partner.lastTrafficAt, now) : 'None yet'}
              </td>
              <td>
                <State partner={partner} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function State({ partner: { enabled, overdue, undelivered } }: { partner: ListedPartner }) {
  const wrong = [
    undelivered > 0 && `${undelivered} of our acknowledgements not sent`,
    overdue > 0 && `${overdue} of our documents not acknowledged in time`,
  ].filter(Boolean);
  if (wrong.length > 0)
    return (
      <b className={styles.state} data-tone="wrong">
        {wrong.join(', ')}
      </b>
    );
  return (
    <b className={styles.state} data-tone={enabled ? 'good' : 'calm'}>
      {enabled ? 'In order' : 'Switched off'}
    </b>
  );
}
