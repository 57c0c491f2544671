// Nothing to show, and what to do about it: empty, failed, not allowed. One picture: an empty clip on the rail.
import type { ReactNode } from 'react';
import styles from './state-page.module.css';

type Props = { title: string; children?: ReactNode; actions?: ReactNode; tone?: 'calm' | 'wrong'; level?: 1 | 2 };

export function StatePage({ title, children, actions, tone = 'calm', level = 2 }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className={styles.state} data-tone={tone} role={tone === 'wrong' ? 'alert' : undefined}>
      <svg width="120" height="80" viewBox="0 0 120 80" fill="none" aria-hidden="true" className={styles.picture}>
        <path d="M36 12h48v60l-6-4-6 4-6-4-6 4-6-4-6 4-6-4-6 4z" className={styles.paper} />
        {tone === 'wrong' ? (
          <path d="M60 30v16M60 53.500v.5" className={styles.mark} />
        ) : (
          <path d="M47 30h26M47 40h26M47 50h14" className={styles.lines} />
        )}
        <rect x="0" y="4" width="120" height="12" rx="3" className={styles.bar} />
        <rect x="48" y="1" width="24" height="18" rx="3" className={styles.clip} />
      </svg>
      <Heading className={styles.title}>{title}</Heading>
      {children && <div className={styles.words}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
