// The form of one department: checked by the server first, saved when the reader has seen what it does. Others than admins read it.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { DepartmentSettings, SettingsReport } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { checkSettings, saveSettings, settingsKey } from '../../api/company/department.api.js';
import { ProblemError } from '../../api/http.js';
import { departmentsKey } from '../../api/query-keys.js';
import { type Fault } from '../../form/field.shape.js';
import { dayWords } from '../../form/value-words.js';
import { useUnsaved } from '../../leave/use-unsaved.js';
import { Button } from '../../look/button.js';
import { Overtaken } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { CalendarFields } from './calendar-fields.js';
import styles from './departments.module.css';
import { LimitFields } from './limit-fields.js';
import { ReportDialog } from './report-dialog.js';
import { type Draft, draftOf, readDraft } from './settings.draft.js';

type Props = { settings: DepartmentSettings; mayChange: boolean; onReload: () => void };

export function SettingsForm({ settings, mayChange, onReload }: Props) {
  const client = useQueryClient();
  const box = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<Draft>(() => draftOf(settings));
  const [faults, setFaults] = useState<Fault[]>([]);
  const [report, setReport] = useState<SettingsReport | null>(null);
  const [stale, setStale] = useState(false);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Draft>): void => setDraft(now => ({ ...now, ...part }));
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(settings));
  useUnsaved(mayChange && changed);

  useEffect(() => {
    if (faults.length === 0) return;
    const field = box.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (field) field.focus();
    // A week without hours has no field that is wrong.
    else box.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'center' });
  }, [faults]);
  const failed = (error: unknown): void => {
    if (!(error instanceof ProblemError)) throw error;
    setReport(null);
    if (error.code === 'DEPARTMENT.STALE') setStale(true);
    else if (error.problem.errors?.length) setFaults(error.problem.errors);
    else sayProblem(error);
  };
  const check = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { body, faults: seen } = readDraft(draft);
    if (seen.length > 0) return setFaults(seen);
    setBusy(true);
    try {
      const answer = await checkSettings(settings.departmentId, body);
      if (answer.faults.length > 0) setFaults(answer.faults);
      else {
        setFaults([]);
        setReport(answer);
      }
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      const saved = await saveSettings(settings.departmentId, readDraft(draft).body);
      client.setQueryData(settingsKey(settings.departmentId), saved);
      void client.invalidateQueries({ queryKey: departmentsKey });
      setDraft(draftOf(saved));
      setReport(null);
      say('The settings are saved.');
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className={styles.columns}>
      <form ref={box} noValidate className={sheet.sheet} onSubmit={event => void check(event)}>
        <fieldset className={styles.form} disabled={!mayChange}>
          <legend className="unseen">Settings of {settings.name}</legend>
          <CalendarFields draft={draft} faults={faults} onChange={change} />
          <div className={sheet.apart}>
            <LimitFields draft={draft} faults={faults} onChange={change} />
          </div>
        </fieldset>
        {stale && (
          <Overtaken onReload={onReload}>
            Somebody changed these settings since you opened them. What you changed here is not saved.
          </Overtaken>
        )}
        {mayChange && (
          <div className={sheet.foot}>
            {changed && <Button onClick={() => setDraft(draftOf(settings))}>As it was</Button>}
            <Button weight="main" type="submit" busy={busy && !report} disabled={!changed || stale}>
              Check and save
            </Button>
          </div>
        )}
      </form>
      <DaysOff days={settings.daysOff} changed={changed} />
      {report && (
        <ReportDialog
          report={report}
          timeZone={draft.timeZone}
          busy={busy}
          onSave={() => void save()}
          onClose={() => setReport(null)}
        />
      )}
    </div>
  );
}

function DaysOff({ days, changed }: { days: DepartmentSettings['daysOff']; changed: boolean }) {
  return (
    <aside className={`${sheet.sheet} ${styles.daysOff}`}>
      <h2 className={sheet.title}>Days off</h2>
      <p className={sheet.lead}>
        {days.length === 0 ? 'None in the next twelve months.' : 'Of the next twelve months'}
        {days.length > 0 && (changed ? ', as it is saved now.' : '.')}
      </p>
      <ul>
        {days.map(({ day, name }) => (
          <li key={`${day} ${name}`}>
            <span className={`tab ${styles.date}`}>{dayWords(day)}</span>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </aside>
  );
}
