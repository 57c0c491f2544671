// Who is on the line: a number or a name is typed, and those who are known are offered. Arrows and Enter choose one; Tab goes on with what is typed.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import type { KnownCaller } from '#api';
import { readCallers } from '../api/ticket/call.api.js';
import { inputClass } from '../dialog/frame/dialog-frame.js';
import styles from './call-dialog.module.css';

export type Who = { text: string; known: KnownCaller | null };
type Props = { departmentId: number; who: Who; invalid: boolean; onChange: (who: Who) => void };

/** Whoever gave no name stands under the number. */
export const isNamed = ({ name, number }: KnownCaller): boolean => name !== number;

const callerWords = (caller: KnownCaller): string =>
  caller.number && isNamed(caller) ? `${caller.name} ${caller.number}` : caller.name;

export function CallerField({ departmentId, who, invalid, onChange }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const [asked] = useDebouncedValue(who.text.trim(), 120);
  const found = useQuery({
    queryKey: ['callers', departmentId, asked],
    queryFn: ({ signal }) => readCallers(departmentId, asked, signal),
    enabled: open && asked !== '' && who.known === null,
    placeholderData: keepPreviousData,
  });
  const shown = open && who.known === null && asked !== '' ? (found.data ?? []) : [];
  const choose = (known: KnownCaller): void => {
    onChange({ text: callerWords(known), known });
    setOpen(false);
    setAt(-1);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && shown.length > 0) {
      const step = event.key === 'ArrowDown' ? 1 : shown.length;
      setAt(
        event.key === 'ArrowUp' && at <= 0
          ? shown.length - 1
          : (at + step) % (event.key === 'ArrowDown' ? shown.length : shown.length + 1),
      );
      event.preventDefault();
    } else if (event.key === 'Enter' && shown[at]) {
      choose(shown[at]);
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Escape' && shown.length > 0) {
      setOpen(false);
      event.stopPropagation();
    }
  };
  return (
    <span className={styles.who}>
      <input
        className={inputClass}
        role="combobox"
        aria-label="Number or name"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={shown[at] ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        aria-invalid={invalid}
        autoComplete="off"
        maxLength={260}
        placeholder="+49 30 123456, or a name; empty: withheld"
        data-autofocus
        value={who.text}
        onChange={event => {
          onChange({ text: event.currentTarget.value, known: null });
          setOpen(true);
          setAt(-1);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Known callers"
        className={styles.callers}
        hidden={shown.length === 0}
      >
        {shown.map((caller, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field, which holds the focus
          <div
            key={`${caller.number} ${caller.address}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className={styles.caller}
            onPointerDown={event => event.preventDefault()}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(caller)}
          >
            <bdi className={styles.callerName}>{caller.name}</bdi>
            <bdi className={styles.callerHint}>
              {[isNamed(caller) && (caller.number ?? caller.address), caller.ticketId && `#${caller.ticketId}`]
                .filter(Boolean)
                .join(' · ')}
            </bdi>
          </div>
        ))}
      </div>
    </span>
  );
}
