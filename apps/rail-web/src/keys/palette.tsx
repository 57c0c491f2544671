// Ctrl/Cmd-K: everything that can be done now, each with its key; the number of a ticket opens it; any other number, and words, search.
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { Kbd } from '../look/button.js';
import { Icon, type IconName } from '../look/icons.js';
import { useCommand, useOfferedCommands, useRunCommand } from './commands.js';
import { type CommandGroup, keyWords } from './keymap.js';
import styles from './palette.module.css';
import { useIsTicket } from './use-ticket-number.js';

export type Place = { id: string; title: string; icon: IconName; go: () => void };

const GROUPS: CommandGroup[] = ['Ticket', 'Rail', 'Everywhere'];
/** Moving about by keys only, and the palette itself: an entry would be noise. */
const UNLISTED = new Set(['up', 'down', 'open', 'palette']);

const [store, palette] = createSpotlight();

/** After the list has been drawn: the dialog has a name, and Enter runs the first entry. The mark is an attribute, as Mantine itself keeps it. */
function selectFirst(): void {
  window.setTimeout(() => {
    const list = document.getElementById(store.getState().listId);
    list?.closest('[role=dialog]')?.setAttribute('aria-label', 'Commands');
    const entries = list?.querySelectorAll('[data-action]') ?? [];
    for (const [index, entry] of entries.entries()) entry.toggleAttribute('data-selected', index === 0);
    store.updateState(state => ({ ...state, selected: 0 }));
  }, 30);
}

const fits = (query: string, ...texts: (string | undefined)[]): boolean => {
  const hay = texts.filter(Boolean).join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every(word => hay.includes(word));
};

export function Palette({
  places,
  onSearch,
  ticketPath,
}: {
  places: Place[];
  onSearch: (words: string) => void;
  ticketPath: (id: number) => string;
}) {
  const [query, setQuery] = useState('');
  const [, go] = useLocation();
  const run = useRunCommand();
  useCommand('palette', palette.open);
  const offered = useOfferedCommands().filter(c => !UNLISTED.has(c.id) && fits(query, c.title, c.words));
  const found = places.filter(place => fits(query, place.title, 'go to department'));
  const number = /^#?(\d{1,15})$/.exec(query.trim())?.[1];
  const words = query.trim();
  const isTicket = useIsTicket(number === undefined ? null : Number(number));
  const search = words && <Entry icon="search" title={`Search tickets for “${words}”`} onRun={() => onSearch(words)} />;
  // It comes in when the answer does: Enter opens what is first then.
  useEffect(() => {
    if (isTicket) selectFirst();
  }, [isTicket]);
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={next => {
        setQuery(next);
        selectFirst();
      }}
      shortcut={null}
      clearQueryOnClose
      onSpotlightOpen={selectFirst}
      scrollable
      maxHeight={440}
      size={560}
      radius="md"
      yOffset="12vh"
      transitionProps={{ duration: 0 }}
      overlayProps={{ className: styles.veil }}
      classNames={{ content: styles.content, body: styles.body }}
      returnFocus
    >
      <Spotlight.Search
        placeholder="What do you want to do?"
        aria-label="Find a command, a department or a ticket number"
        leftSection={<Icon name="search" />}
        classNames={{ input: styles.search, section: styles.searchIcon }}
      />
      <Spotlight.ActionsList classNames={{ actionsList: styles.list }}>
        {number && isTicket && (
          <Entry icon="file" title={`Open ticket #${number}`} onRun={() => go(ticketPath(Number(number)))} />
        )}
        {/* An order's number, say: a search finds what it stands in. */}
        {number && search}
        {GROUPS.map(group => {
          const commands = offered.filter(command => command.group === group);
          if (commands.length === 0) return null;
          return (
            <Spotlight.ActionsGroup key={group} label={group} classNames={{ actionsGroup: styles.group }}>
              {commands.map(command => (
                <Entry
                  key={command.id}
                  title={command.title}
                  hint={keyWords(command.id)}
                  onRun={() => run(command.id)}
                />
              ))}
            </Spotlight.ActionsGroup>
          );
        })}
        {found.length > 0 && (
          <Spotlight.ActionsGroup label="Go to" classNames={{ actionsGroup: styles.group }}>
            {found.map(place => (
              <Entry key={place.id} icon={place.icon} title={place.title} onRun={place.go} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {!number && search}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Entry({ title, hint, icon, onRun }: { title: string; hint?: string; icon?: IconName; onRun: () => void }) {
  // The palette closes first: focus is back on the page before the command moves it.
  const onClick = (): void => {
    palette.close();
    window.setTimeout(onRun, 0);
  };
  return (
    <Spotlight.Action onClick={onClick} classNames={{ action: styles.action }}>
      {icon && <Icon name={icon} className={styles.icon} />}
      <span className={styles.title}>{title}</span>
      {hint && <Kbd keys={hint} />}
    </Spotlight.Action>
  );
}
