// Who answers which command just now. A component offers a handler while it is on screen; the newest offer wins.
// Keyboard, palette and buttons all run commands through here.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { preferences } from '../look/preferences.js';
import { holdKeys } from './hold-keys.js';
import { COMMANDS, type Command, type CommandId, commandFor, opensField } from './keymap.js';
import { TYPING, watchFields } from './watch-fields.js';

/** Answers false where it does nothing just now; what else it answers means nothing. */
type Run = () => unknown;

class CommandDesk {
  private offers = new Map<CommandId, Run[]>();
  private listeners = new Set<() => void>();
  private list: readonly Command[] = [];

  offer(id: CommandId, run: Run): () => void {
    this.offers.set(id, [...(this.offers.get(id) ?? []), run]);
    this.changed();
    return () => {
      this.offers.set(
        id,
        (this.offers.get(id) ?? []).filter(other => other !== run),
      );
      this.changed();
    };
  }

  /** False when nobody answers it now, or it does nothing. */
  run(id: CommandId): boolean {
    const run = this.offers.get(id)?.at(-1);
    return run !== undefined && run() !== false;
  }

  private changed(): void {
    this.list = COMMANDS.filter(command => (this.offers.get(command.id)?.length ?? 0) > 0);
    for (const tell of this.listeners) tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly offered = (): readonly Command[] => this.list;
}

const Desk = createContext<CommandDesk | null>(null);

function useDesk(): CommandDesk {
  const desk = useContext(Desk);
  if (!desk) throw new Error('Commands are used outside of CommandProvider');
  return desk;
}

/** While `enabled`, the command runs `run`. The newest `run` is always the one called. */
export function useCommand(id: CommandId, run: Run, enabled = true): void {
  const desk = useDesk();
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => (enabled ? desk.offer(id, () => latest.current()) : undefined), [desk, id, enabled]);
}

export function useRunCommand(): (id: CommandId) => boolean {
  const desk = useDesk();
  return useMemo(() => id => desk.run(id), [desk]);
}

export function useOfferedCommands(): readonly Command[] {
  const desk = useDesk();
  return useSyncExternalStore(desk.subscribe, desk.offered);
}

/** Inside these, arrows and Enter belong to the widget; letters belong to a dialog's own list. */
const LAYER = '[role=dialog], [role=menu], [role=listbox]';

export function CommandProvider({ children }: { children: ReactNode }) {
  const desk = useMemo(() => new CommandDesk(), []);
  useEffect(() => {
    const fields = watchFields();
    const ahead = holdKeys();
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.repeat) {
        if (!event.repeat || !/^[jk]$/i.test(event.key)) return;
      }
      const target = event.target instanceof Element ? event.target : null;
      const layered = Boolean(target?.closest(LAYER));
      const pressable = target?.closest('a, button') !== null && event.key === 'Enter';
      if (pressable || (event.key.startsWith('Arrow') && !target?.closest('[data-slips]'))) return;
      const stroke = {
        key: event.key,
        ctrl: event.ctrlKey,
        meta: event.metaKey,
        alt: event.altKey,
        shift: event.shiftKey,
      };
      // A sentence whose field went away is not a row of commands.
      const typing = layered || Boolean(target?.closest(TYPING)) || fields.holds();
      const id = commandFor(stroke, { typing, keysOn: preferences().keysOn || event.key.startsWith('Arrow') });
      if (!id) return;
      // Before it runs: some give the focus at once.
      if (opensField(id) && !layered) ahead.opens();
      if (desk.run(id)) event.preventDefault();
      else ahead.drops();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      fields.stop();
      ahead.stop();
    };
  }, [desk]);
  return <Desk.Provider value={desk}>{children}</Desk.Provider>;
}
