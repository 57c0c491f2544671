// Tells what becomes of the text field that has the focus: the browser says nothing when its element is removed.
import { makeLostField } from './lost-field.js';

export const TYPING =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=textbox]';

/** Watches the page until `stop`; `holds` answers whether a key was meant for a field that is gone. */
export function watchFields(): { holds: () => boolean; stop: () => void } {
  const lost = makeLostField();
  let field: Element | null = null;
  const gone = new MutationObserver(() => {
    if (!field || field.isConnected) return;
    left();
    lost.removed(performance.now());
  });
  const left = (): void => {
    field = null;
    gone.disconnect();
  };
  const onFocus = (event: FocusEvent): void => {
    left();
    if (!(event.target instanceof Element) || !event.target.matches(TYPING)) return;
    lost.moved();
    field = event.target;
    gone.observe(document.body, { childList: true, subtree: true });
  };
  // A removed element may say that it lost the focus, and so does one whose window went behind another: neither was left.
  const onBlur = ({ target }: FocusEvent): void =>
    queueMicrotask(() => {
      if (field && target === field && field.isConnected && document.activeElement !== field) left();
    });
  const onKey = (event: KeyboardEvent): void => {
    if (field && event.target === field) lost.typed(event.key);
  };
  const onPress = (): void => lost.moved();
  const ways = [
    ['focusin', onFocus],
    ['focusout', onBlur],
    ['keydown', onKey],
    ['pointerdown', onPress],
  ] as const;
  for (const [name, listen] of ways) document.addEventListener(name, listen as EventListener, true);
  return {
    holds: () => lost.holds(performance.now()),
    stop: () => {
      left();
      for (const [name, listen] of ways) document.removeEventListener(name, listen as EventListener, true);
    },
  };
}
