// A person by initials: filled for us, outlined for the outside. The name stands in the text beside it or in `title`.
import styles from './person-mark.module.css';

export function PersonMark({
  initials,
  name,
  ours = true,
  small,
}: {
  initials: string;
  name?: string;
  ours?: boolean;
  small?: boolean;
}) {
  const look = { className: styles.mark, 'data-ours': ours || undefined, 'data-small': small || undefined };
  const letters = initials.slice(0, 2);
  if (!name)
    return (
      <span {...look} aria-hidden="true">
        {letters}
      </span>
    );
  return (
    <span {...look} role="img" aria-label={name} title={name}>
      {letters}
    </span>
  );
}
