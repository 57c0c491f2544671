// Undo, everywhere the same: a toast with the words, the seconds that are left, and one button (or Z).
// `onExpire` is for what is only done when nobody called it back; it also runs when the page is left.
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { announce } from '../look/announcer.js';
import { Button } from '../look/button.js';
import styles from './toast.module.css';

export type UndoOffer = {
  words: string;
  undo: () => void | Promise<void>;
  seconds?: number;
  onExpire?: (leaving: boolean) => void | Promise<void>;
};

type Open = { id: string; take: () => void; expire: (leaving: boolean) => void };
let open: Open[] = [];
let counter = 0;

export function offerUndo({ words, undo, seconds = 10, onExpire }: UndoOffer): void {
  counter += 1;
  const id = `undo-${counter}`;
  const close = (): boolean => {
    const mine = open.some(offer => offer.id === id);
    open = open.filter(offer => offer.id !== id);
    window.clearTimeout(timer);
    notifications.hide(id);
    return mine;
  };
  const take = (): void => {
    if (close()) void undo();
  };
  const expire = (leaving: boolean): void => {
    if (close()) void onExpire?.(leaving);
  };
  const timer = window.setTimeout(() => expire(false), seconds * 1000);
  open.push({ id, take, expire });
  announce(`${words} Z to undo.`);
  notifications.show({
    id,
    autoClose: false,
    withCloseButton: false,
    classNames: { root: styles.toast, body: styles.body, description: styles.words },
    message: <UndoLine words={words} until={Date.now() + seconds * 1000} onUndo={take} />,
  });
}

/** False when there is nothing to undo. */
export function undoLast(): boolean {
  const last = open.at(-1);
  last?.take();
  return last !== undefined;
}

window.addEventListener('pagehide', () => {
  for (const offer of [...open]) offer.expire(true);
});

function UndoLine({ words, until, onUndo }: { words: string; until: number; onUndo: () => void }) {
  const left = useSecondsLeft(until);
  return (
    <div className={styles.line}>
      <span>{words}</span>
      <Button small icon="undo" hint="Z" onClick={onUndo} className={styles.button}>
        Undo <span className={`tab ${styles.seconds}`}>{left} s</span>
      </Button>
    </div>
  );
}

/** Whole seconds until a moment (ms), counting down to 0. */
export function useSecondsLeft(until: number): number {
  const [left, setLeft] = useState(() => Math.max(0, Math.ceil((until - Date.now()) / 1000)));
  useEffect(() => {
    const timer = window.setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 250);
    return () => window.clearInterval(timer);
  }, [until]);
  return left;
}
