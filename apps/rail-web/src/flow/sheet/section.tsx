// A part of the sheet under its title.
import type { ReactNode } from 'react';
import styles from './sheet.module.css';

type Props = { id: string; title: string; note?: string; acts?: ReactNode; children: ReactNode };

export function Section({ id, title, note, acts, children }: Props) {
  return (
    // No landmark: side by side, each sheet has one of the same name.
    <section id={id} className={styles.section}>
      <div className={styles.sectionHead}>
        <h3 className={styles.sectionTitle}>
          {title}
          {note && <span className={styles.note}> {note}</span>}
        </h3>
        {acts}
      </div>
      {children}
    </section>
  );
}
