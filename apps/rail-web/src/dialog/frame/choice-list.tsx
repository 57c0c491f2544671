// A list to choose from by arrows, by number, by typing, or by mouse. The heart of every small dialog here.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Kbd } from '../../look/button.js';
import styles from './choice-list.module.css';

export type Choice<T> = { value: T; title: string; hint?: string; mark?: ReactNode; words?: string };

type Props<T> = {
  label: string;
  choices: Choice<T>[];
  onChoose: (choice: Choice<T>) => void;
  /** Shows a field that narrows the list; its words are also told to `onWords`. */
  filter?: string;
  onWords?: (words: string) => void;
  empty?: string;
};

export function ChoiceList<T>({ label, choices, onChoose, filter, onWords, empty }: Props<T>) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const shown = onWords
    ? choices
    : choices.filter(c => `${c.title} ${c.hint ?? ''} ${c.words ?? ''}`.toLowerCase().includes(words.toLowerCase()));
  const current = Math.min(at, Math.max(0, shown.length - 1));
  // A second list in the same dialog gets the focus too; the dialog itself gives it only once.
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), []);
  useEffect(() => {
    box.current?.querySelector(`[data-at="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const digit = filter ? Number.NaN : Number(event.key);
    const chosen = event.key === 'Enter' ? shown[current] : shown[digit - 1];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setAt((current + (event.key === 'ArrowDown' ? 1 : shown.length - 1)) % Math.max(1, shown.length));
      event.preventDefault();
    } else if (chosen && !event.ctrlKey && !event.metaKey) {
      onChoose(chosen);
      event.preventDefault();
    }
  };
  const active = shown.length > 0 ? `${id}-${current}` : undefined;
  return (
    <div ref={box}>
      {filter && (
        <input
          className={styles.filter}
          placeholder={filter}
          aria-label={filter}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active}
          data-autofocus
          value={words}
          onChange={event => {
            setWords(event.currentTarget.value);
            setAt(0);
            onWords?.(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
      )}
      <div
        role="listbox"
        aria-label={label}
        id={`${id}-list`}
        aria-activedescendant={active}
        className={styles.list}
        tabIndex={filter ? -1 : 0}
        data-autofocus={filter ? undefined : true}
        onKeyDown={filter ? undefined : onKeyDown}
      >
        {shown.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which holds the focus
          <div
            key={choice.title + (choice.hint ?? '')}
            id={`${id}-${index}`}
            data-at={index}
            role="option"
            aria-selected={index === current}
            tabIndex={-1}
            className={styles.choice}
            onPointerMove={() => setAt(index)}
            onClick={() => onChoose(choice)}
          >
            {choice.mark}
            <bdi className={styles.title}>{choice.title}</bdi>
            {choice.hint && <span className={styles.hint}>{choice.hint}</span>}
            {!filter && index < 9 && <Kbd keys={String(index + 1)} />}
          </div>
        ))}
      </div>
      {shown.length === 0 && <p className={styles.empty}>{empty ?? 'Nothing fits.'}</p>}
    </div>
  );
}
