// The texts of a department, and those of the company: a list of links, one open at a time.
import { Link } from 'wouter';
import type { Kind } from '#api';
import sheet from '../sheet/sheet.module.css';
import styles from './texts.module.css';

type Text = { id: number; title: string; kind: string | null; departmentId: number | null };
type Props = {
  title: string;
  none: string;
  texts: readonly Text[];
  kinds: readonly Kind[];
  open: number | 'new' | null;
  hrefOf: (id: number | 'new') => string;
  /** Words of the link that makes another; left out where the reader keeps none. */
  add?: string;
};

export function TextList({ title, none, texts, kinds, open, hrefOf, add }: Props) {
  return (
    <nav aria-label={title} className={styles.group}>
      <div className={styles.groupHead}>
        <h2 className={sheet.title}>{title}</h2>
        {add && (
          <Link href={hrefOf('new')} className={styles.add} aria-current={open === 'new' ? 'page' : undefined}>
            {add}
          </Link>
        )}
      </div>
      {texts.length === 0 && <p className={sheet.lead}>{none}</p>}
      <ul>
        {texts.map(({ id, title: name, kind, departmentId }) => (
          <li key={id}>
            <Link href={hrefOf(id)} className={styles.text} aria-current={open === id ? 'page' : undefined}>
              <bdi>{name}</bdi>
              <span className={styles.about}>
                {kind === null ? 'Every kind' : (kinds.find(one => one.key === kind)?.title ?? kind)}
                {departmentId === null && ', all departments'}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
