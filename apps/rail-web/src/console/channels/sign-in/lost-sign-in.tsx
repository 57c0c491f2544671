// The browser came from a provider, and nobody here knows what for.
import sheet from '../../sheet/sheet.module.css';
import styles from './sign-in.module.css';

export function LostSignIn() {
  return (
    <div className={`${sheet.wrong} ${styles.lost}`} role="alert">
      <span>
        The sign-in at the provider was not finished: it was begun in another browser, or you were signed out here
        meanwhile. Nothing was kept. Open the channel and press Sign in again.
      </span>
    </div>
  );
}
