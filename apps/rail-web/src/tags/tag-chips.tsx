// Tags as small chips: on a slip the first two, in the head of a ticket all, each leading to the others that have it.
import { Link } from 'wouter';
import styles from './tag-chips.module.css';
import { shownTags } from './tag-words.js';

/** A slip is a link itself, so its chips lead nowhere. */
export function SlipTags({ tags }: { tags: readonly string[] }) {
  const { shown, more } = shownTags(tags);
  return (
    <span className={styles.chips} data-tags={tags.join(' ')} title={`Tags: ${tags.join(', ')}`}>
      <span className="unseen">Tags:</span>
      {shown.map(tag => (
        <bdi key={tag} className={styles.chip}>
          {tag}
        </bdi>
      ))}
      {more > 0 && (
        <span className={`tab ${styles.more}`}>
          +{more}
          <span className="unseen"> more</span>
        </span>
      )}
    </span>
  );
}

export function TagLinks({ tags, pathOf }: { tags: readonly string[]; pathOf: (tag: string) => string }) {
  return (
    <ul className={styles.links} aria-label="Tags">
      {tags.map(tag => (
        <li key={tag}>
          <Link href={pathOf(tag)} className={`${styles.chip} ${styles.link}`} title={`All tickets tagged ${tag}`}>
            <bdi>{tag}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  );
}
