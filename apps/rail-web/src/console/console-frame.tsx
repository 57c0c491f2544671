// The frame of the console: the way back to the rail, a quiet list of sections, and the section that is open.
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { preferences, setPreference, usePreferences } from '../look/preferences.js';
import { departmentPath } from '../shell/paths.js';
import { useSession } from '../shell/session-context.js';
import styles from './console.module.css';
import { sectionsOf } from './console-sections.js';

const START = '/console/start';

export function ConsoleFrame({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const session = useSession();
  const back = preferences().lastDepartment;
  const { guide } = usePreferences();
  const sections = useCurrentInSight(path);
  return (
    <div className={styles.page} data-console="">
      <header className={styles.head}>
        <Link href={back ? departmentPath(back) : '/'} className={styles.back} aria-label="Back to the rail">
          <Icon name="back" />
        </Link>
        <span className={styles.name}>Console</span>
      </header>
      <nav ref={sections} className={styles.sections} aria-label="Console">
        {sectionsOf(session, path).map(section => (
          <Link
            key={section.id}
            href={section.path}
            className={styles.section}
            aria-current={path === section.path || path.startsWith(`${section.path}/`) ? 'page' : undefined}
          >
            {section.title}
          </Link>
        ))}
      </nav>
      <main className={styles.main}>
        {guide === 'open' && path !== START && <GuideBar />}
        {children}
      </main>
    </div>
  );
}

/** Whoever left the guide for one of its steps finds the way back on each page, until they put it aside. */
function GuideBar() {
  return (
    <div className={styles.guide}>
      <Link href={START}>
        <Icon name="back" size={12} /> Back to Getting started
      </Link>
      <Button
        small
        weight="quiet"
        icon="close"
        aria-label="Put the guide aside"
        title="Put the guide aside"
        onClick={() => setPreference('guide', 'aside')}
      />
    </div>
  );
}

/** On a phone the list is wider than the page: what is open would lie beside it. */
function useCurrentInSight(path: string) {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path]);
  return list;
}

type HeadProps = { title: ReactNode; note?: ReactNode; back?: { href: string; words: string }; acts?: ReactNode };

/** The head of a section: its title, what it is about in one sentence, and what can be done with it as a whole. */
export function SectionHead({ title, note, back, acts }: HeadProps) {
  return (
    <div className={styles.sectionHead}>
      <div className={styles.sectionWords}>
        {back && (
          <Link href={back.href} className={styles.up}>
            <Icon name="back" size={12} /> {back.words}
          </Link>
        )}
        <h1 className={styles.title}>{title}</h1>
        {note && <p className={styles.note}>{note}</p>}
      </div>
      {acts && <div className={styles.acts}>{acts}</div>}
    </div>
  );
}
