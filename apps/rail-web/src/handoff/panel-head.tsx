// The head of what lies beside the conversation: its title, a line under it, the way out.
import type { ReactNode } from 'react';
import { Button } from '../look/button.js';
import styles from './handoff-panel.module.css';

export function PanelHead({ title, more, onClose }: { title: string; more?: ReactNode; onClose: () => void }) {
  return (
    <header className={styles.head}>
      <div>
        <h2 className={styles.title}>{title}</h2>
        {more && <p className={styles.more}>{more}</p>}
      </div>
      <Button small weight="quiet" icon="close" aria-label="Close the handoff (it is kept)" onClick={onClose} />
    </header>
  );
}
