// Editing a definition: what is typed is checked by the server while it is typed, and saved on the version that was seen. Who leaves is asked
// first; a session that ends meanwhile takes the form away, but not what was typed.
import { useEffect, useMemo, useState } from 'react';
import type { DefinitionReport } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { newIntent, ProblemError } from '../../api/http.js';
import type { Fault } from '../../form/field.shape.js';
import { useUnsaved } from '../../leave/use-unsaved.js';

const PAUSE_MS = 400;
/** Changes that are neither saved nor dropped, for as long as the page lives. */
const kept = new Map<string, { draft: unknown; basedOn: number }>();

export type Desk<Draft, Saved> = {
  /** `kinds/order`; `kinds/` for a new one. */
  id: string;
  /** The newest version; null for a new one. */
  saved: Saved | null;
  start: Draft;
  draftOf: (saved: Saved) => Draft;
  /** What would be sent: equal bodies are equal drafts. */
  bodyOf: (draft: Draft) => unknown;
  faultsOf: (draft: Draft) => Fault[];
  check: (draft: Draft, basedOn: number, signal: AbortSignal) => Promise<DefinitionReport>;
  save: (draft: Draft, basedOn: number, intent: string) => Promise<Saved>;
  /** Reads the versions again; what is typed stays. */
  refresh: () => void;
  /** What becomes of those that were made by the version before. */
  keeps: string;
  onSaved: (saved: Saved) => Promise<void> | void;
};

export type Editor<Draft> = {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
  dirty: boolean;
  faults: Fault[];
  report: DefinitionReport | null;
  busy: boolean;
  basedOn: number;
  /** The version that somebody saved meanwhile. */
  conflict: number | null;
  /** Goes on from the version that stands, with what is typed here. */
  keepMine: () => void;
  discard: () => void;
  save: () => Promise<void>;
};

export function useEditor<Draft, Saved extends { version: number; title: string }>(
  desk: Desk<Draft, Saved>,
): Editor<Draft> {
  const { id, saved } = desk;
  const standing = useMemo(() => (saved ? desk.draftOf(saved) : desk.start), [saved]);
  const [state, setState] = useState(
    () =>
      (kept.get(id) as { draft: Draft; basedOn: number } | undefined) ?? {
        draft: standing,
        basedOn: saved?.version ?? 0,
      },
  );
  const [found, setFound] = useState<{ faults: Fault[]; report: DefinitionReport | null }>(NOTHING);
  const [conflict, setConflict] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const { draft, basedOn } = state;
  const body = JSON.stringify(desk.bodyOf(draft));
  const dirty = body !== JSON.stringify(desk.bodyOf(standing));

  const discard = (): void => {
    kept.delete(id);
    setConflict(null);
    setFound(NOTHING);
    setState({ draft: standing, basedOn: saved?.version ?? 0 });
  };
  // Two versions beside each other are on the same page as the form.
  const settled = useUnsaved(dirty, { stays: to => to.split('?')[0] === `/console/${id}`, drop: discard });
  const set = (part: Partial<Draft>): void => {
    // A new one may have another key now; a version that somebody saved stays saved.
    if (basedOn === 0) setConflict(null);
    setState(now => {
      const next = { ...now, draft: { ...now.draft, ...part } };
      kept.set(id, next);
      return next;
    });
  };

  // A newer version came in and nothing was typed: it is shown.
  useEffect(() => {
    if (!kept.has(id)) setState({ draft: standing, basedOn: saved?.version ?? 0 });
  }, [id, standing, saved]);

  useEffect(() => {
    if (!dirty) return setFound(NOTHING);
    const abort = new AbortController();
    const check = async (): Promise<void> => {
      const faults = desk.faultsOf(draft);
      if (faults.length > 0) return setFound({ faults, report: null });
      try {
        const report = await desk.check(draft, basedOn, abort.signal);
        if (abort.signal.aborted) return;
        const taken = basedOn === 0 && report.currentVersion > 0;
        setFound({ faults: taken ? [KEY_TAKEN, ...report.faults] : report.faults, report });
      } catch (error) {
        if (abort.signal.aborted || !(error instanceof ProblemError)) return;
        // A server that is away is no fault of what is typed: saving will say it.
        setFound({ faults: error.problem.errors ?? [], report: null });
      }
    };
    const timer = window.setTimeout(() => void check(), PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [body, basedOn, dirty]);

  const save = async (): Promise<void> => {
    const faults = desk.faultsOf(draft);
    if (faults.length > 0) {
      setFound({ faults, report: null });
      return focusFault();
    }
    setBusy(true);
    try {
      const now = await desk.save(draft, basedOn, newIntent());
      kept.delete(id);
      settled();
      setConflict(null);
      setState({ draft: desk.draftOf(now), basedOn: now.version });
      say(
        now.version === basedOn
          ? `Nothing differs from version ${now.version}: none was added.`
          : `“${now.title}”: version ${now.version} is saved.${now.version > 1 ? ` ${desk.keeps}` : ''}`,
      );
      await desk.onSaved(now);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (/\.(?:CHANGED_MEANWHILE|STALE)$/.test(error.code)) {
        setConflict(error.problem.currentVersion ?? basedOn + 1);
        return desk.refresh();
      }
      if (!error.problem.errors?.length) return sayProblem(error);
      setFound({ faults: error.problem.errors, report: null });
      focusFault();
    } finally {
      setBusy(false);
    }
  };
  const keepMine = (): void => {
    if (conflict === null) return;
    const next = { draft, basedOn: conflict };
    kept.set(id, next);
    setState(next);
    setConflict(null);
  };
  return { draft, set, dirty, ...found, busy, basedOn, conflict, keepMine, discard, save };
}

const KEY_TAKEN: Fault = { pointer: '/key', detail: 'This key is taken already.' };
const NOTHING = { faults: [], report: null };

/** After it has been drawn. */
const focusFault = (): void =>
  void window.setTimeout(() => {
    const wrong = document.querySelector<HTMLElement>('main [aria-invalid=true], main [data-wrong], main [data-fault]');
    wrong?.scrollIntoView({ block: 'center' });
    wrong?.focus();
  }, 50);
