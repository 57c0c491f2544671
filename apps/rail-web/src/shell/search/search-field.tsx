// Search: `/` goes there, typing looks, Esc leaves. The trimmed words stand in the address; the field keeps what was typed, blanks too.
// One search is one step of the browser's history, however often it was looked for while typing.
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useCommand } from '../../keys/commands.js';
import { Kbd } from '../../look/button.js';
import { Icon } from '../../look/icons.js';
import { useRailPlace } from '../../rail/rail-context.js';
import styles from '../header.module.css';
import { askedWords, heldWords } from './search-words.js';

export function SearchField() {
  const place = useRailPlace();
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(place.q);
  /** What this field wrote into the address last; another text there came from elsewhere. */
  const written = useRef(place.q);
  /** This search is a step of the history already. */
  const began = useRef(false);
  const look = useDebouncedCallback((typed: string) => {
    const q = askedWords(typed);
    if (q === place.q) return;
    const replace = began.current;
    began.current = true;
    written.current = q;
    place.show(q ? 'all' : 'rail', q, { replace });
  }, 200);
  useEffect(() => {
    const mine = written.current;
    if (place.q === mine) return;
    written.current = place.q;
    began.current = false;
    look.cancel();
    setWords(typed => heldWords(typed, mine, place.q));
  }, [place.q, look]);
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
        onFocus={() => {
          began.current = false;
        }}
        onChange={event => {
          setWords(event.currentTarget.value);
          look(event.currentTarget.value);
        }}
        onKeyDown={event => {
          if (event.key === 'Escape') {
            look.cancel();
            setWords('');
            place.show('rail');
          } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            look.flush();
            document.querySelector<HTMLElement>('[data-slips] a')?.focus();
          }
        }}
      />
      {!words && <Kbd keys="/" />}
    </label>
  );
}
