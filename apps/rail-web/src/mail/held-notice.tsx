// Above a message whose sender takes no part in the conversation: what that means, and the three ways out of it.
import type { Entry } from '#api';
import { keyWords } from '../keys/keymap.js';
import { Button } from '../look/button.js';
import { isUndecided, useHeldActs } from './held-desk.js';
import styles from './message.module.css';

export function HeldNotice({ entry }: { entry: Entry }) {
  const acts = useHeldActs();
  return (
    <div className={styles.heldWords}>
      <p>
        This knows the conversation, but its sender takes no part in it. Do not take it for the customer’s word. Nothing
        was changed by it.
      </p>
      {acts && isUndecided(entry) && (
        <div className={styles.heldActs}>
          <Button small icon="check" hint={keyWords('held-approve')} onClick={() => acts.approve(entry)}>
            Approve
          </Button>
          <Button small icon="inbox" hint={keyWords('held-split')} onClick={() => acts.split(entry)}>
            Own ticket
          </Button>
          <Button small icon="close" hint={keyWords('held-discard')} onClick={() => acts.discard(entry)}>
            Discard…
          </Button>
        </div>
      )}
    </div>
  );
}
