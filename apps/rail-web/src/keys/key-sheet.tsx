// `?`: all keys on one sheet, and the switch that turns single keys off.
import { Switch } from '@mantine/core';
import { DialogFrame } from '../dialog/frame/dialog-frame.js';
import { Kbd } from '../look/button.js';
import { setPreference, usePreferences } from '../look/preferences.js';
import styles from './key-sheet.module.css';
import { COMMANDS, type CommandGroup, keyWords } from './keymap.js';

const COLUMNS: CommandGroup[][] = [['Ticket'], ['Rail', 'Everywhere']];
const WITH_CONTROL = [
  { title: 'Send what you wrote', keys: 'Ctrl ↵' },
  { title: 'Close, or leave the field', keys: 'Esc' },
];

export function KeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { keysOn } = usePreferences();
  if (!opened) return null;
  return (
    <DialogFrame onClose={onClose} title="Keys" size={720}>
      <div className={styles.switch}>
        <Switch
          checked={keysOn}
          data-autofocus
          onChange={event => setPreference('keysOn', event.currentTarget.checked)}
          label="Single keys are on"
          description="Never while you type. Switch them off if you speak to your computer, or if they get in the way."
          classNames={{ label: styles.switchLabel, description: styles.switchMore }}
        />
      </div>
      <div className={styles.groups} data-off={!keysOn || undefined}>
        {COLUMNS.map(groups => (
          <div key={groups.join()}>
            {groups.map(group => (
              <section key={group} aria-label={group}>
                <h3 className={styles.head}>{group}</h3>
                <dl>
                  {COMMANDS.filter(command => command.group === group && command.key).map(command => (
                    <Row key={command.id} title={command.title} keys={keyWords(command.id)} />
                  ))}
                  {group === 'Everywhere' && WITH_CONTROL.map(row => <Row key={row.title} {...row} />)}
                </dl>
              </section>
            ))}
          </div>
        ))}
      </div>
    </DialogFrame>
  );
}

function Row({ title, keys }: { title: string; keys: string }) {
  return (
    <div className={styles.row}>
      <dt>{title}</dt>
      <dd>
        <span className="unseen">{keys}</span>
        {keys.split(' ').map(key => (
          <Kbd key={key} keys={key} />
        ))}
      </dd>
    </div>
  );
}
