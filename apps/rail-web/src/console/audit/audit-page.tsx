// The audit log: who changed what, looked for by words, and whether the log is whole.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEntry } from '#api';
import { auditChainKey, auditKey, readAudit, readChain } from '../../api/company.api.js';
import { Field, inputClass } from '../../dialog/dialog-frame.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { momentWords } from '../../rail/time-words.js';
import { useMe } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';

const NOT_YOURS = 'Administrators read the audit log.';

export default function AuditPage() {
  const { isAdmin } = useMe();
  return isAdmin ? (
    <Log />
  ) : (
    <StatePage level={1} title="This is not yours to see.">
      {NOT_YOURS}
    </StatePage>
  );
}

function Log() {
  const [words, setWords] = useState('');
  const log = useInfiniteQuery({
    queryKey: auditKey(words),
    queryFn: ({ pageParam }) => readAudit(words, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.nextCursor,
    staleTime: 0,
  });
  const entries = log.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <div className={sheet.page}>
      <SectionHead title="Audit log" note="Who changed what of the company. It only grows." />
      <Chain />
      <Field label="Look for" hint="a person, a thing or its name">
        <input
          className={inputClass}
          type="search"
          maxLength={100}
          value={words}
          onChange={event => setWords(event.currentTarget.value)}
        />
      </Field>
      {log.isPending && <Loading words="Reading the log…" />}
      {log.isError && <Failed error={log.error} onRetry={() => void log.refetch()} notYours={NOT_YOURS} />}
      {log.data && entries.length === 0 && <StatePage title="Nothing of that kind was changed." />}
      {entries.length > 0 && <Lines entries={entries} />}
      {log.hasNextPage && (
        <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Show older ones
        </Button>
      )}
    </div>
  );
}

function Chain() {
  const chain = useQuery({ queryKey: auditChainKey, queryFn: readChain, staleTime: 0 });
  if (!chain.data) return null;
  const { entries, brokenAt } = chain.data;
  if (brokenAt === null)
    return <p className={sheet.lead}>The log is whole: each of its {entries} lines agrees with the one before.</p>;
  return (
    <p className={sheet.wrong} role="alert">
      The log was changed past this product, from line {brokenAt} on. Compare it with a backup.
    </p>
  );
}

function Lines({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={sheet.tableBox} aria-label="Changes" tabIndex={0}>
      <table className={sheet.table}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Fields</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(entry => (
            <tr key={entry.seq}>
              <td>{momentWords(entry.at)}</td>
              <td>
                <bdi>{entry.actor.name ?? 'The house itself'}</bdi>
              </td>
              <td>
                {entry.thing} <bdi>{entry.thingName}</bdi> {entry.action}
              </td>
              <td>{Object.keys(entry.changes).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
