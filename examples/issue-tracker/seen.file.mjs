// Which webhooks were handled, and up to when the tracker was looked through: one small JSON file. Guarantee: it is replaced whole, never half written.
// Losing it costs some work done twice, which changes nothing.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Longer than Ticket Rail tries to deliver one. */
const KEPT_MS = 3 * 24 * 3_600_000;

/** @typedef {{ since: string | null, seen: Record<string, number> }} State */

/** @param {string} file */
export function openState(file) {
  /** @type {State} */
  let state = { since: null, seen: {} };
  try {
    state = { ...state, ...JSON.parse(readFileSync(file, 'utf8')) };
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    if (code !== 'ENOENT' && !(error instanceof SyntaxError)) throw error;
  }
  const save = () => {
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  };
  return {
    /** @param {string} id */
    hasSeen: id => Object.hasOwn(state.seen, id),
    /** @param {string} id @param {Date} now */
    see(id, now) {
      const kept = Object.entries(state.seen).filter(([, at]) => now.getTime() - at < KEPT_MS);
      state = { ...state, seen: Object.fromEntries([...kept, [id, now.getTime()]]) };
      save();
    },
    since: () => state.since,
    /** @param {string} since */
    lookedUpTo(since) {
      if (since === state.since) return;
      state = { ...state, since };
      save();
    },
  };
}
/** @typedef {ReturnType<typeof openState>} StateFile */
