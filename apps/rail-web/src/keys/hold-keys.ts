// Holds the keys that fall while a field or a list opens, and gives them to it: on a busy computer a quick hand is ahead of the page.
import { makeTypeAhead } from './type-ahead.js';
import { TYPING } from './watch-fields.js';

const LIST = '[role=listbox]';

/** Listens before everybody else until `stop`; `opens` says that something is about to take the focus, `drops` that nothing is. */
export function holdKeys(): { opens: () => void; drops: () => void; stop: () => void } {
  const ahead = makeTypeAhead();
  const onKey = (event: KeyboardEvent): void => {
    const altGraph = event.getModifierState('AltGraph');
    if (event.isComposing || (!altGraph && (event.ctrlKey || event.metaKey || event.altKey))) return;
    if (!ahead.keeps(event.key, performance.now())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || !target.matches(`${TYPING}, ${LIST}`)) return;
    const kept = ahead.arrived(performance.now());
    // After the focus has settled: whoever gave it may still select what stands there.
    if (kept) queueMicrotask(() => give(target, kept));
  };
  window.addEventListener('keydown', onKey, true);
  document.addEventListener('focusin', onFocus, true);
  document.addEventListener('pointerdown', ahead.drops, true);
  return {
    opens: () => {
      ahead.opens(performance.now());
      // Runs after the drawing that the command began, however long that takes.
      setTimeout(() => ahead.near(performance.now()));
    },
    drops: ahead.drops,
    stop: () => {
      window.removeEventListener('keydown', onKey, true);
      document.removeEventListener('focusin', onFocus, true);
      document.removeEventListener('pointerdown', ahead.drops, true);
    },
  };
}

/** A list takes its keys one by one; a field is written in as if by hand, so that the page hears of it and it can be undone. */
function give(target: HTMLElement, keys: string): void {
  if (document.activeElement !== target) return;
  if (target.matches(TYPING)) document.execCommand('insertText', false, keys);
  else
    for (const key of keys)
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}
