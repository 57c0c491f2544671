// What happens when it leaves: just send, send and wait for the customer, or send and be done with an outcome.
import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Ticket } from '#api';
import { useRunCommand } from '../keys/commands.js';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import styles from './composer.module.css';
import type { Mode } from './draft/draft.js';
import type { Then } from './use-send.js';

type Props = {
  mode: Mode;
  outcomes: Ticket['outcomes'];
  held: boolean;
  /** Another department has an open handoff of it. */
  handedOff: boolean;
  canFinish: boolean;
  /** The button that adds files. */
  clip: ReactNode;
  onSend: (then: Then) => void;
  onSeen: () => void;
  onDiscard: () => void;
};

export function SendButtons({ mode, clip, outcomes, held, handedOff, canFinish, onSend, onSeen, onDiscard }: Props) {
  const run = useRunCommand();
  if (held)
    return (
      <div className={styles.foot}>
        <Button weight="quiet" onClick={onDiscard}>
          Discard
        </Button>
        <span className={styles.gap} />
        <Button onClick={onSeen}>Seen, edit on</Button>
        <Button weight="main" onClick={() => onSend({ state: 'keep' })}>
          Send anyway
        </Button>
      </div>
    );
  return (
    <div className={styles.foot}>
      <Button weight="quiet" onClick={onDiscard}>
        Discard
      </Button>
      {clip}
      {mode === 'reply' && (
        <Button weight="quiet" icon="file" hint="Q" className={styles.template} onClick={() => run('template')}>
          Template
        </Button>
      )}
      <span className={styles.gap} />
      {mode === 'reply' && (
        <Button className={styles.wait} onClick={() => onSend({ state: 'waiting', until: null })}>
          Send and wait
        </Button>
      )}
      <span className={styles.split}>
        <Button weight="main" hint="Ctrl ↵" onClick={() => onSend({ state: 'keep' })}>
          {mode === 'reply' ? 'Send' : 'Write note'}
        </Button>
        {mode === 'reply' && canFinish && (
          <Menu position="top-end" width={260}>
            <Menu.Target>
              <Button weight="main" aria-label="Other ways to send" className={styles.other}>
                <Icon name="down" />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => onSend({ state: 'waiting', until: null })}>
                Send and wait for the customer
              </Menu.Item>
              {handedOff && (
                <Menu.Item onClick={() => onSend({ state: 'handoff' })}>
                  Send and wait for the other department
                </Menu.Item>
              )}
              <Menu.Divider />
              <Menu.Label>Send and done</Menu.Label>
              {outcomes.map(outcome => (
                <Menu.Item key={outcome.code} onClick={() => onSend({ state: 'done', outcome: outcome.code })}>
                  {outcome.title}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </span>
    </div>
  );
}
