// Forward a request: one slip to fill in with a thumb, and below it what became of the others.

import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import type { Forward, ForwardChoices } from '#api';
import { Button } from '../look/button.js';
import { StatePage } from '../look/state-page.js';
import { useSignOut } from '../sign-in/sign-out.js';
import styles from './forward.module.css';
import { ForwardForm } from './forward-form.js';
import { OwnForwards, Receipt } from './own-forwards.js';
import { useTelling } from './telling/use-telling.js';
import { useOutbox } from './waiting/use-outbox.js';
import { WaitingList } from './waiting/waiting-list.js';

type Props = { user: { id: number; name: string }; worksRail: boolean; choices: ForwardChoices };

export function ForwardPage({ user, worksRail, choices }: Props) {
  const [, go] = useLocation();
  const [sentId, setSentId] = useState<number | null>(null);
  const onSent = useCallback((forward: Forward) => setSentId(forward.id), []);
  const { waiting, sending } = useOutbox(user.id, onSent);
  const form = useTelling(user.id, choices.departments);
  const leave = useSignOut();
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>Forward a request</h1>
        {worksRail ? (
          <Button weight="quiet" icon="back" onClick={() => go('/')}>
            Rail
          </Button>
        ) : (
          <Button weight="quiet" onClick={leave}>
            Sign out
          </Button>
        )}
      </header>
      <main className={styles.board}>
        <div className={styles.steel} aria-hidden="true" />
        {sentId !== null && <Receipt id={sentId} onClose={() => setSentId(null)} />}
        <WaitingList waiting={waiting} sending={sending} onMend={form.change} />
        {choices.departments.length === 0 ? (
          <StatePage title="No department takes forwards.">Ask an administrator to resume a forward page.</StatePage>
        ) : (
          form.ready && <ForwardForm user={user} choices={choices} form={form} onQueued={() => setSentId(null)} />
        )}
        <OwnForwards />
      </main>
    </div>
  );
}
