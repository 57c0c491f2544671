// A part of the sheet under its title.
import type { ReactNode } from 'react';
import styles from './sheet.module.css';

type Props = { id: string; title: string; note?: string; acts?: ReactNode; children: ReactNode };

export function Section({ id, title, note, acts, children }: Props) {
  return (
    <section id={id} className={styles.section} aria-labelledby={`${id}-title`}>
      <header className={styles.sectionHead}>
        <h3 id={`${id}-title`} className={styles.sectionTitle}>
          {title}
          {note && <span className={styles.note}> {note}</span>}
        </h3>
        {acts}
      </header>
      {children}
    </section>
  );
}
