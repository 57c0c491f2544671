// S: what does it wait for? The customer, or a moment. It comes back by itself.
import { useState } from 'react';
import type { Acts } from '../../api/ticket/ticket.api.js';
import { Button } from '../../look/button.js';
import { Icon } from '../../look/icons.js';
import { clockWords } from '../../rail/words/time-words.js';
import { ChoiceList } from '../frame/choice-list.js';
import { actionsClass, DialogFrame, Field, inputClass } from '../frame/dialog-frame.js';
import { snoozeTimes } from './snooze-times.js';

type Props = {
  id: number;
  /** Another department has an open handoff of it. */
  handedOff: boolean;
  onClose: () => void;
  onSnooze: (body: Acts['snooze'], words: string) => void;
};

export function SnoozeDialog({ id, handedOff, onClose, onSnooze }: Props) {
  const [now] = useState(() => Date.now());
  const [own, setOwn] = useState(false);
  const [moment, setMoment] = useState('');
  const [error, setError] = useState('');
  const until = (at: string): void =>
    onSnooze({ reason: 'until', until: at, note: '' }, `until ${clockWords(at, now)}`);
  const submit = (): void => {
    const at = Date.parse(moment);
    if (Number.isNaN(at)) setError('Choose a day and a time.');
    else if (at <= Date.now()) setError('Choose a moment that is still to come.');
    else until(new Date(at).toISOString());
  };
  const customer = { value: 'customer', title: 'Until the customer answers', mark: <Icon name="mail" /> };
  const handoff = handedOff
    ? [{ value: 'handoff', title: 'Until the other department answers', mark: <Icon name="handoff" /> }]
    : [];
  const times = snoozeTimes(now).map(time => ({
    value: time.until,
    title: time.title,
    hint: clockWords(time.until, now),
    mark: <Icon name="clock" />,
  }));
  const choose = (value: string): void => {
    if (value === 'customer') onSnooze({ reason: 'customer', until: null, note: '' }, 'for the customer');
    else if (value === 'handoff') onSnooze({ reason: 'handoff', until: null, note: '' }, 'for the other department');
    else if (value === 'own') setOwn(true);
    else until(value);
  };
  return (
    <DialogFrame title={`Snooze #${id}`} onClose={onClose}>
      {own ? (
        <form
          noValidate
          onSubmit={event => {
            event.preventDefault();
            submit();
          }}
        >
          <Field label="Back on the rail at" error={error}>
            <input
              type="datetime-local"
              className={inputClass}
              data-autofocus
              // biome-ignore lint/a11y/noAutofocus: the dialog was opened for this field
              autoFocus
              value={moment}
              aria-invalid={error !== ''}
              onChange={event => setMoment(event.currentTarget.value)}
            />
          </Field>
          <div className={actionsClass}>
            <Button onClick={() => setOwn(false)}>Back</Button>
            <Button weight="main" type="submit">
              Snooze
            </Button>
          </div>
        </form>
      ) : (
        <ChoiceList
          label="Wait for"
          choices={[
            customer,
            ...handoff,
            ...times,
            { value: 'own', title: 'At a day and time…', mark: <Icon name="clock" /> },
          ]}
          onChoose={choice => choose(choice.value)}
        />
      )}
    </DialogFrame>
  );
}
