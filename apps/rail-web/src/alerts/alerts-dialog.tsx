// The alerts that stand, newest first. Arrows (or J, K) move, Enter opens the ticket, A acknowledges, Shift-A acknowledges all.
import { type KeyboardEvent, useRef } from 'react';
import { useLocation } from 'wouter';
import type { Alert, AlertPage } from '#api';
import { DialogFrame } from '../dialog/frame/dialog-frame.js';
import { Button, Kbd } from '../look/button.js';
import { Icon, type IconName } from '../look/icons.js';
import { useNow } from '../rail/use-now.js';
import { clockWords, momentWords } from '../rail/words/time-words.js';
import { ticketPath } from '../shell/paths.js';
import styles from './alerts.module.css';
import { useAcknowledge } from './use-alerts.js';

const ICONS: Record<Alert['kind'], IconName> = {
  'handoff-offered': 'handoff',
  'handoff-accepted': 'hand',
  'handoff-returned': 'undo',
  'handoff-completed': 'check',
  'handoff-cancelled': 'close',
  'soon-late': 'clock',
  late: 'alert',
  'likely-late': 'clock',
  'follow-up': 'flag',
  promise: 'truck',
  'channel-failing': 'alert',
  'channel-recovered': 'check',
  'sign-in-ends': 'alert',
};
const URGENT: ReadonlySet<Alert['kind']> = new Set(['late', 'handoff-returned', 'promise', 'channel-failing']);

export function AlertsDialog({ page, onClose }: { page: AlertPage | undefined; onClose: () => void }) {
  const acknowledge = useAcknowledge();
  const [, go] = useLocation();
  const list = useRef<HTMLUListElement>(null);
  const alerts = page?.items ?? [];
  const rows = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('[data-alert]') ?? [])];
  const open = (alert: Alert): void => {
    const ofChannel = alert.kind === 'channel-failing' || alert.kind === 'channel-recovered';
    if (alert.ticketId === null && !ofChannel) return;
    onClose();
    const to =
      alert.ticketId === null ? '/console/health' : ticketPath(alert.departmentKey, alert.ticketId, 'rail', '');
    window.setTimeout(() => go(to), 0);
  };
  const seen = async (ids: number[], at: number): Promise<void> => {
    await acknowledge(ids);
    window.setTimeout(() => (rows()[Math.min(at, rows().length - 1)] ?? list.current)?.focus(), 0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows().findIndex(row => row.contains(document.activeElement));
    const key = event.key.toLowerCase();
    if (key === 'arrowdown' || key === 'j') rows()[Math.min(at + 1, rows().length - 1)]?.focus();
    else if (key === 'arrowup' || key === 'k') rows()[Math.max(at - 1, 0)]?.focus();
    else if (key === 'a' && event.shiftKey)
      void seen(
        alerts.map(alert => alert.id),
        0,
      );
    else if (key === 'a' && alerts[at]) void seen([alerts[at].id], at);
    else return;
    event.preventDefault();
  };
  return (
    <DialogFrame title="Alerts" onClose={onClose} size={560}>
      {alerts.length === 0 ? (
        <p className={styles.none}>
          {page ? 'Nothing to know. Alerts come here by themselves.' : 'Reading the alerts…'}
        </p>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows inside are caught here
        <div onKeyDown={onKeyDown}>
          <ul ref={list} className={styles.list} tabIndex={-1}>
            {alerts.map((alert, at) => (
              <Row
                key={alert.id}
                alert={alert}
                first={at === 0}
                onOpen={() => open(alert)}
                onSeen={() => void seen([alert.id], at)}
              />
            ))}
          </ul>
          <div className={styles.foot}>
            {page && page.open > alerts.length && (
              <span className={styles.soft}>
                The newest {alerts.length} of {page.open}
              </span>
            )}
            <Button
              hint="⇧ A"
              onClick={() =>
                void seen(
                  alerts.map(alert => alert.id),
                  0,
                )
              }
            >
              Acknowledge all
            </Button>
          </div>
        </div>
      )}
    </DialogFrame>
  );
}

type RowProps = { alert: Alert; first: boolean; onOpen: () => void; onSeen: () => void };

function Row({ alert, first, onOpen, onSeen }: RowProps) {
  const now = useNow();
  return (
    <li className={styles.row} data-urgent={URGENT.has(alert.kind) || undefined}>
      <Icon name={ICONS[alert.kind] ?? 'bell'} />
      <button
        type="button"
        className={styles.open}
        data-alert={alert.id}
        data-autofocus={first || undefined}
        onClick={onOpen}
      >
        <span className={styles.words} dir="auto">
          {alert.text}
        </span>
        <span className={styles.soft} title={momentWords(alert.at)}>
          {clockWords(alert.at, now)}
          {alert.personal && ' · for you'}
        </span>
      </button>
      <Button small weight="quiet" icon="check" onClick={onSeen}>
        Got it<span className="unseen">: {alert.text}</span>
        <Kbd keys="A" />
      </Button>
    </li>
  );
}
