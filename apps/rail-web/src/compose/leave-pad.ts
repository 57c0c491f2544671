// Where the eyes and the hands go when a pad closes.

/** Focus goes to the open ticket, so that its keys work; at once and again when the pad, or the menu that sent, has gone. */
export function leavePad(): void {
  const put = (): void => (document.querySelector<HTMLElement>('[data-ticket]') ?? document.body).focus();
  put();
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) put();
  });
}

/** Brings what was written last on a ticket into view, where that ticket is still the one that is open. */
export function showNewest(ticketId: number): void {
  requestAnimationFrame(() => {
    const entries = document.querySelectorAll(`[data-ticket="${ticketId}"] [data-timeline] article`);
    entries[entries.length - 1]?.scrollIntoView({ block: 'nearest' });
  });
}

/** Whether this ticket is the one that is open: its pad can say what went wrong. */
export const isShown = (ticketId: number): boolean => document.querySelector(`[data-ticket="${ticketId}"]`) !== null;
