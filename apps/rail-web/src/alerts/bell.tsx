// The bell in the header: how many alerts nobody has acknowledged yet, and the way to them.
import { useState } from 'react';
import { useCommand } from '../keys/commands.js';
import { Icon } from '../look/icons.js';
import styles from './alerts.module.css';
import { AlertsDialog } from './alerts-dialog.js';
import { useAlerts, useAnnouncedAlerts } from './use-alerts.js';

export function Bell() {
  const page = useAlerts();
  const [opened, setOpened] = useState(false);
  useAnnouncedAlerts(page);
  useCommand('alerts', () => setOpened(true));
  const open = page?.open ?? 0;
  return (
    <>
      <button
        type="button"
        className={styles.bell}
        data-open={open > 0 || undefined}
        aria-label={open === 0 ? 'Alerts: none' : `Alerts: ${open} not acknowledged`}
        title="Alerts (L)"
        onClick={() => setOpened(true)}
      >
        <Icon name="bell" />
        {open > 0 && <span className={`tab ${styles.count}`}>{open > 99 ? '99+' : open}</span>}
      </button>
      {opened && <AlertsDialog page={page} onClose={() => setOpened(false)} />}
    </>
  );
}
