// What can be done in each step: the forms that there are, opened from here; they lead back.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Department, DepartmentSettings } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { readSettings, saveSettings, settingsKey } from '../../api/company/department.api.js';
import { Button } from '../../look/button.js';
import { setPreference } from '../../look/preferences.js';
import { NewDepartmentDialog } from '../departments/new-department-dialog.js';
import { draftOf, hoursOfWeek, readDraft } from '../departments/settings.draft.js';
import { madeChannels, type Setup, unseenCalendars } from './setup.steps.js';
import styles from './start.module.css';

const open = (): void => setPreference('guide', 'open');
type Props = { setup: Setup; isNext: boolean };

export function DepartmentActs({ setup, isNext }: Props) {
  const [makes, setMakes] = useState(false);
  return (
    <div className={styles.acts}>
      <Button weight={isNext ? 'main' : 'plain'} onClick={() => setMakes(true)}>
        New department
      </Button>
      {setup.departments.length > 0 && (
        <Link className={styles.link} href="/console/departments" onClick={open}>
          Look at the departments
        </Link>
      )}
      {makes && (
        <NewDepartmentDialog
          onClose={() => setMakes(false)}
          onMade={made => {
            setMakes(false);
            say(`${made.name} has a rail now.`);
          }}
        />
      )}
    </div>
  );
}

export function CalendarActs({ setup }: Props) {
  const unseen = unseenCalendars(setup);
  return (
    <ul className={styles.rows}>
      {setup.departments.map(department => {
        const settings = setup.settings.find(one => one.departmentId === department.id) as DepartmentSettings;
        return (
          <li key={department.id} className={styles.row}>
            <span className={styles.rowName}>
              <bdi>{department.name}</bdi>
              <span className={styles.rowNote}>
                {hoursOfWeek(draftOf(settings).workHours)} hours a week,{' '}
                {settings.holidayRegion ? 'with public holidays' : 'no public holidays'}
              </span>
            </span>
            {unseen.includes(department) && <Fits department={department} />}
            <Link
              className={styles.link}
              href={`/console/departments?d=${encodeURIComponent(department.key)}`}
              onClick={open}
              aria-label={`Open the calendar of ${department.name}`}
            >
              Open the calendar
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** Saves what there is, so that every administrator sees that somebody has said so. */
function Fits({ department }: { department: Department }) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const agree = async (): Promise<void> => {
    setBusy(true);
    try {
      const now = await readSettings(department.id);
      client.setQueryData(settingsKey(department.id), await saveSettings(department.id, readDraft(draftOf(now)).body));
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button small busy={busy} aria-label={`They fit: the hours of ${department.name}`} onClick={() => void agree()}>
      They fit
    </Button>
  );
}

export function ChannelActs({ setup, isNext }: Props) {
  const [, go] = useLocation();
  return (
    <div className={styles.acts}>
      <Button
        weight={isNext ? 'main' : 'plain'}
        disabled={setup.departments.length === 0}
        title={setup.departments.length === 0 ? 'A channel belongs to a department' : undefined}
        onClick={() => {
          open();
          go('/console/channels?new');
        }}
      >
        New channel
      </Button>
      {madeChannels(setup.channels, setup.kinds).map(one => (
        <Link key={one.id} className={styles.link} href={`/console/channels?c=${one.id}`} onClick={open}>
          Look at <bdi>{one.name}</bdi>
        </Link>
      ))}
    </div>
  );
}

export function PeopleActs({ isNext }: Props) {
  const [, go] = useLocation();
  return (
    <div className={styles.acts}>
      <Button
        weight={isNext ? 'main' : 'plain'}
        onClick={() => {
          open();
          go('/console/members?new');
        }}
      >
        Invite somebody
      </Button>
      <Link className={styles.link} href="/console/members" onClick={open}>
        Look at the members
      </Link>
    </div>
  );
}
