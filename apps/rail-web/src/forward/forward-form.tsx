// The slip: who, how to reach them, what they want, how urgent, to whom, a photo or a voice memo. Kept at each stroke; sent once.
import { useRef, useState } from 'react';
import type { ForwardChoices } from '#api';
import { announce } from '../look/announcer.js';
import { Button } from '../look/button.js';
import { ClipFields } from './clip-fields.js';
import styles from './forward.module.css';
import { type Faults, faultsOf, type Haste, type Place, type Telling } from './telling/telling.js';
import { Line } from './text-line.js';
import { enqueue, flush } from './waiting/outbox.js';
import { WhoFields } from './who-fields.js';

type Props = {
  user: { id: number };
  choices: ForwardChoices;
  form: { telling: Telling; change: (part: Partial<Telling>) => void; clear: () => void };
  onQueued: () => void;
};

const HASTE: [Haste, string, string][] = [
  ['normal', 'Normal', 'within the usual time'],
  ['today', 'Today', 'by the end of the working day'],
  ['now', 'Now', 'within one working hour'],
];
/** In the order of the slip: the first one at fault gets the focus. */
const PLACES: [Place, string][] = [
  ['name', 'forward-name'],
  ['reach', 'forward-address'],
  ['want', 'forward-want'],
  ['departmentId', 'forward-department'],
  ['clips', 'forward-photo'],
];

export function ForwardForm({ user, choices, form, onQueued }: Props) {
  const { telling, change, clear } = form;
  const [faults, setFaults] = useState<Faults>({});
  const busy = useRef(false);

  const edit = (part: Partial<Telling>): void => {
    change(part);
    // What was wrong is looked at again as it is mended.
    if (Object.keys(faults).length > 0) setFaults(faultsOf({ ...telling, ...part }));
  };
  const send = async (): Promise<void> => {
    const found = faultsOf(telling);
    setFaults(found);
    const first = PLACES.find(([place]) => found[place]);
    if (first) return document.getElementById(first[1])?.focus();
    if (busy.current) return;
    busy.current = true;
    try {
      await enqueue(user.id, telling);
      clear();
      onQueued();
      announce('Kept. It is being sent.');
      void flush();
    } finally {
      busy.current = false;
    }
  };

  return (
    <form
      className={styles.slip}
      noValidate
      aria-label="Forward a request"
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      <WhoFields telling={telling} faults={faults} people={choices.people} onChange={edit} />
      <Line label="What do they want?" error={faults.want} id="forward-want">
        <textarea
          className={styles.input}
          rows={4}
          maxLength={20_000}
          dir="auto"
          value={telling.want}
          onChange={event => edit({ want: event.currentTarget.value })}
        />
      </Line>
      <ClipFields clips={telling.clips} error={faults.clips} onChange={clips => edit({ clips })} />
      <fieldset className={styles.choice}>
        <legend className={styles.label}>How urgent?</legend>
        <div className={styles.options}>
          {HASTE.map(([haste, title, words]) => (
            <label key={haste} className={styles.option}>
              <input
                type="radio"
                name="haste"
                checked={telling.haste === haste}
                onChange={() => edit({ haste })}
                aria-label={`${title}: ${words}`}
              />
              <span>{title}</span>
            </label>
          ))}
        </div>
        <p className={styles.hint}>{HASTE.find(([haste]) => haste === telling.haste)?.[2]}</p>
      </fieldset>
      <Line label="For which department?" error={faults.departmentId} id="forward-department">
        <select
          className={styles.input}
          value={telling.departmentId ?? ''}
          onChange={event => edit({ departmentId: Number(event.currentTarget.value) || null })}
        >
          {choices.departments.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Line>
      <div className={styles.send}>
        <Button weight="main" type="submit" className={styles.go}>
          Forward
        </Button>
      </div>
    </form>
  );
}
