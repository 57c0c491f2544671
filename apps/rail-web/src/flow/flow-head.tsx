// The head of the meeting: which department, as of when, and what can be done with the meeting as a whole.
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { FlowDepartment } from '#api';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { preferences } from '../look/preferences.js';
import { useNow } from '../rail/use-now.js';
import { clockWords, momentWords } from '../rail/words/time-words.js';
import { departmentPath, flowPath } from '../shell/paths.js';
import { useSession } from '../shell/session-context.js';
import styles from './flow.module.css';
import { FreezeDialog } from './records/freeze-dialog.js';

/** Two sheets need this much to stand beside each other. */
const WIDE = '(min-width: 1240px)';

type Props = {
  sheets: FlowDepartment[];
  shown: FlowDepartment[];
  at?: string;
  /** A held meeting is read, not today's. */
  record?: number;
  busy: boolean;
  onRefresh?: () => void;
};

export function FlowHead({ sheets, shown, at, record, busy, onRefresh }: Props) {
  const [, go] = useLocation();
  const session = useSession();
  const now = useNow();
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  const [freezes, setFreezes] = useState(false);
  const one = shown.length === 1 ? shown[0] : undefined;
  const pathOf = (key: string): string => (record ? `${flowPath(key)}&record=${record}` : flowPath(key));
  const back = one?.departmentKey ?? preferences().lastDepartment;
  const mayFreeze = session.user.isAdmin || session.memberships.some(membership => membership.role === 'supervisor');
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <Link href={back ? departmentPath(back) : '/'} className={styles.back} aria-label="Back to the rail">
          <Icon name="back" />
        </Link>
        <h1>{record ? 'Flow meeting, held' : 'Flow meeting'}</h1>
        {at && (
          <span className={styles.at} title={momentWords(at)}>
            {record ? '' : 'as of '}
            <span className="mono tab">{clockWords(at, now)}</span>
          </span>
        )}
      </div>
      {sheets.length > 1 && (
        <nav className={styles.switch} aria-label="Departments">
          {sheets.map(sheet => (
            <Link
              key={sheet.departmentId}
              href={pathOf(sheet.departmentKey)}
              className={styles.tab}
              aria-current={one?.departmentId === sheet.departmentId ? 'page' : undefined}
            >
              {sheet.name}
            </Link>
          ))}
          {wide && (
            <Link href={pathOf('all')} className={styles.tab} aria-current={shown.length > 1 ? 'page' : undefined}>
              Side by side
            </Link>
          )}
        </nav>
      )}
      <div className={styles.acts}>
        {record ? (
          <Button onClick={() => go(flowPath(one?.departmentKey))}>Today’s meeting</Button>
        ) : (
          <>
            <Button weight="quiet" busy={busy} onClick={onRefresh}>
              Count again
            </Button>
            <Button weight="quiet" className={styles.print} onClick={() => window.print()}>
              Print
            </Button>
            {mayFreeze && sheets.length > 0 && (
              <Button weight="main" onClick={() => setFreezes(true)}>
                Freeze this meeting
              </Button>
            )}
          </>
        )}
      </div>
      {freezes && <FreezeDialog sheets={sheets} onClose={() => setFreezes(false)} />}
    </header>
  );
}
