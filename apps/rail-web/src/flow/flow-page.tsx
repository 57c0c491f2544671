// The flow meeting: twice a day, standing in front of a screen. One sheet of paper for each department, hung on the steel; figures first, each
// opens its list. A record of an earlier meeting is read in the same shape.
import '@mantine/charts/styles.layer.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearch } from 'wouter';
import type { Department, FlowDepartment, FlowMeeting } from '#api';
import { flowKey, readMeeting, readRecord, recordKey } from '../api/flow/flow.api.js';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { Button } from '../look/button.js';
import { preferences } from '../look/preferences.js';
import { StatePage } from '../look/state-page.js';
import { momentWords } from '../rail/words/time-words.js';
import styles from './flow.module.css';
import { FlowHead } from './flow-head.js';
import { Records } from './records/records.js';
import { DepartmentSheet } from './sheet/department-sheet.js';

type Props = { departments: Department[] };

export default function FlowPage({ departments }: Props) {
  const query = new URLSearchParams(useSearch());
  const record = /^[1-9]\d{0,9}$/.exec(query.get('record') ?? '')?.[0];
  useEffect(() => {
    document.title = 'Flow meeting · Ticket Rail';
  }, []);
  return record ? (
    <HeldMeeting id={Number(record)} wanted={query.get('d')} departments={departments} />
  ) : (
    <TodaysMeeting wanted={query.get('d')} departments={departments} />
  );
}

function TodaysMeeting({ wanted, departments }: Props & { wanted: string | null }) {
  // It stands still while people talk about it: read when it is opened and when somebody asks.
  const meeting = useQuery({ queryKey: flowKey, queryFn: ({ signal }) => readMeeting(signal), staleTime: 0 });
  const sheets = meeting.data?.departments ?? [];
  const shown = chosen(sheets, wanted);
  const previous = meeting.data?.previous ?? null;
  return (
    <div className={styles.page}>
      <FlowHead
        sheets={sheets}
        shown={shown}
        at={meeting.data?.at}
        busy={meeting.isFetching}
        onRefresh={() => void meeting.refetch()}
      />
      <main className={styles.board} aria-busy={meeting.isFetching || undefined}>
        {!meeting.data && meeting.isPending && <LoadingSheet />}
        {meeting.isError && <Failed error={meeting.error} onRetry={() => void meeting.refetch()} />}
        {meeting.data && sheets.length === 0 && <NothingYours />}
        {meeting.data && shown.length > 0 && (
          <>
            <div className={styles.sheets} data-many={shown.length > 1 || undefined}>
              {shown.map(sheet => (
                <DepartmentSheet
                  key={sheet.departmentId}
                  sheet={sheet}
                  then={previous?.departments.find(one => one.departmentId === sheet.departmentId) ?? null}
                  at={meeting.data.at}
                  timeZone={zoneOf(departments, sheet)}
                />
              ))}
            </div>
            <Records />
          </>
        )}
      </main>
    </div>
  );
}

function HeldMeeting({ id, wanted, departments }: Props & { id: number; wanted: string | null }) {
  const record = useQuery({ queryKey: recordKey(id), queryFn: () => readRecord(id) });
  const sheets = record.data?.departments ?? [];
  const shown = chosen(sheets, wanted);
  return (
    <div className={styles.page}>
      <FlowHead sheets={sheets} shown={shown} at={record.data?.heldAt} record={id} busy={record.isFetching} />
      <main className={styles.board}>
        {record.isPending && <LoadingSheet />}
        {record.isError && <Failed error={record.error} onRetry={() => void record.refetch()} />}
        {record.data && (
          <>
            <div className={styles.held} role="note">
              <strong>{momentWords(record.data.heldAt)}</strong>, held by {record.data.heldBy}. These figures stay as
              they were.
              {record.data.remarks && <p className={styles.remarks}>{record.data.remarks}</p>}
            </div>
            <div className={styles.sheets} data-many={shown.length > 1 || undefined}>
              {shown.map(sheet => (
                <DepartmentSheet
                  key={sheet.departmentId}
                  sheet={sheet}
                  then={null}
                  at={record.data.heldAt}
                  timeZone={zoneOf(departments, sheet)}
                  held
                />
              ))}
            </div>
            <Records />
          </>
        )}
      </main>
    </div>
  );
}

const zoneOf = (departments: Department[], sheet: FlowDepartment): string | undefined =>
  departments.find(known => known.id === sheet.departmentId)?.timeZone;

/** `all`: side by side. Otherwise the one that is named, or where the reader was last. */
function chosen(sheets: FlowMeeting['departments'], wanted: string | null): FlowMeeting['departments'] {
  if (wanted === 'all') return sheets;
  const keys = [wanted, preferences().lastDepartment];
  const one = keys.map(key => sheets.find(sheet => sheet.departmentKey === key)).find(Boolean) ?? sheets[0];
  return one ? [one] : [];
}

function LoadingSheet() {
  return (
    <div className={styles.sheets} role="status">
      <span className="unseen">Counting…</span>
      <div className={styles.blank} />
    </div>
  );
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const words = error instanceof ProblemError ? problemWords(error.problem) : null;
  const isGone = error instanceof ProblemError && error.status === 404;
  return (
    <StatePage
      tone="wrong"
      title={
        isGone ? 'This record is not there, or not yours to see.' : (words?.title ?? 'The figures cannot be shown.')
      }
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      {isGone ? 'You see the records of departments whose rail you work.' : (words?.next ?? 'Load the page again.')}
    </StatePage>
  );
}

function NothingYours() {
  return (
    <StatePage title="You work no rail.">
      The flow meeting shows the departments whose tickets you work. Ask an administrator if one of them is missing.
    </StatePage>
  );
}
