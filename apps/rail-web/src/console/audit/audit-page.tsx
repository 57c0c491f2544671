// The audit log: who changed what, looked for by words and by what was changed, and whether the log is whole.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { auditChainKey, auditKey, readAudit, readChain } from '../../api/company/company.api.js';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { useMe } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import styles from './audit.module.css';
import { AuditLines } from './audit-lines.js';
import { THINGS } from './audit-words.js';

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
  const [thing, setThing] = useState('');
  const [asked] = useDebouncedValue(words, 200);
  const log = useInfiniteQuery({
    queryKey: auditKey(asked, thing),
    queryFn: ({ pageParam }) => readAudit(asked, thing, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.nextCursor,
    staleTime: 0,
    // What is open stays open while somebody types.
    placeholderData: keepPreviousData,
  });
  const entries = log.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <div className={sheet.page}>
      <SectionHead title="Audit log" note="Who changed what of the company, and when. It only grows." />
      <Chain />
      <search className={styles.asked}>
        <Field label="Look for" hint="a person, or the name of a thing">
          <input
            className={inputClass}
            type="search"
            maxLength={100}
            value={words}
            onChange={event => setWords(event.currentTarget.value)}
          />
        </Field>
        <Field label="What was changed">
          <select className={inputClass} value={thing} onChange={event => setThing(event.currentTarget.value)}>
            <option value="">Everything</option>
            {THINGS.map(({ thing: one, title }) => (
              <option key={one} value={one}>
                {title}
              </option>
            ))}
          </select>
        </Field>
      </search>
      {log.isPending && <Loading words="Reading the log…" />}
      {log.isError && <Failed error={log.error} onRetry={() => void log.refetch()} notYours={NOT_YOURS} />}
      {log.data && entries.length === 0 && (
        <StatePage title="Nothing of that kind was changed.">Look for other words, or for everything.</StatePage>
      )}
      {entries.length > 0 && <AuditLines entries={entries} />}
      {log.hasNextPage && (
        <div>
          <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      )}
    </div>
  );
}

function Chain() {
  const chain = useQuery({ queryKey: auditChainKey, queryFn: readChain, staleTime: 0 });
  if (!chain.data) return null;
  const { entries, brokenAt } = chain.data;
  if (brokenAt === null)
    return (
      <p className={styles.whole} data-chain="whole" role="status">
        The log is whole: {entries === 1 ? 'its one line agrees' : `each of its ${entries} lines agrees`} with the one
        before.
      </p>
    );
  return (
    <p className={sheet.wrong} data-chain="broken" role="alert">
      Line {brokenAt} is not as it was written: somebody changed the log past this product, from there on. Compare it
      with a backup.
    </p>
  );
}
