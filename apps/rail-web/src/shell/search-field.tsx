// Search: `/` goes there, typing looks, Esc leaves. The words stand in the address.
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useCommand } from '../keys/commands.js';
import { Kbd } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { useRailPlace } from '../rail/rail-context.js';
import styles from './header.module.css';

export function SearchField() {
  const place = useRailPlace();
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(place.q);
  const look = useDebouncedCallback((next: string) => place.show(next.trim() ? 'all' : 'rail', next.trim()), 200);
  useEffect(() => setWords(place.q), [place.q]);
  useCommand('search', () => {
    field.current?.focus();
    field.current?.select();
  });
  return (
    <label className={styles.search} data-filled={words ? '' : undefined}>
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label="Search tickets"
        placeholder="Search"
        maxLength={200}
        value={words}
        onChange={event => {
          setWords(event.currentTarget.value);
          look(event.currentTarget.value);
        }}
        onKeyDown={event => {
          if (event.key === 'Escape') {
            setWords('');
            place.show('rail');
          } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            document.querySelector<HTMLElement>('[data-slips] a')?.focus();
          }
        }}
      />
      {!words && <Kbd keys="/" />}
    </label>
  );
}
