// The one button, in three weights, and the key that does the same.
import type { ComponentPropsWithRef } from 'react';
import styles from './button.module.css';
import { Icon, type IconName } from './icons.js';

type Props = ComponentPropsWithRef<'button'> & {
  weight?: 'main' | 'plain' | 'quiet';
  icon?: IconName;
  hint?: string;
  busy?: boolean;
  small?: boolean;
};

/** `hint` shows the key; `busy` keeps the button in its place and tells that it works. */
export function Button({ weight = 'plain', icon, hint, busy = false, small, className, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={[styles.button, className].filter(Boolean).join(' ')}
      data-weight={weight}
      data-small={small || undefined}
      data-bare={children === undefined || undefined}
      data-busy={busy || undefined}
      aria-busy={busy || undefined}
      disabled={rest.disabled || busy}
    >
      {icon && <Icon name={icon} />}
      {children !== undefined && <span className={styles.words}>{children}</span>}
      {hint && <Kbd keys={hint} />}
    </button>
  );
}

/** A key as it stands on the keyboard. Not read aloud: the sheet and the palette carry keys as text. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles.kbd} aria-hidden="true" data-key="">
      {keys}
    </span>
  );
}
