// A dry run from its first page to its last: the pages are asked for one after the other, and what would differ is shown as it comes in. Guarantee: a run
// that is stopped, begun anew or left asks for nothing any more.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RoutingRule, RuledMessage } from '#api';
import { sayProblem } from '../../act/say.js';
import { dryRunRules } from '../../api/channel/rule.api.js';
import { ProblemError } from '../../api/http.js';

/** What is listed at most; all are counted. */
export const LISTED = 200;

export interface Run {
  /** The rules that were tried, as text. */
  of: string;
  days: number;
  running: boolean;
  /** Stopped by hand before it was through. */
  stopped: boolean;
  items: RuledMessage[];
  differing: number;
  examined: number;
  unreadable: number;
  total: number;
  clipped: boolean;
}

export interface DryRunner {
  run: Run | null;
  begin: (rules: RoutingRule[], days: number) => Promise<void>;
  stop: () => void;
}

export function useDryRun(): DryRunner {
  const [run, setRun] = useState<Run | null>(null);
  const going = useRef<AbortController | null>(null);
  useEffect(() => () => going.current?.abort(), []);
  const stop = useCallback((): void => {
    going.current?.abort();
    setRun(now => now && { ...now, running: false, stopped: now.running || now.stopped });
  }, []);
  const begin = useCallback(async (rules: RoutingRule[], days: number): Promise<void> => {
    going.current?.abort();
    const abort = new AbortController();
    going.current = abort;
    const add = (part: (now: Run) => Partial<Run>): void => {
      if (!abort.signal.aborted) setRun(now => now && { ...now, ...part(now) });
    };
    setRun({
      ...{ of: JSON.stringify(rules), days, running: true, stopped: false, items: [], differing: 0 },
      ...{ examined: 0, unreadable: 0, total: 0, clipped: false },
    });
    let cursor: string | null = null;
    try {
      do {
        const page: Awaited<ReturnType<typeof dryRunRules>> = await dryRunRules({ rules, days, cursor }, abort.signal);
        cursor = page.nextCursor;
        add(now => ({
          items: [...now.items, ...page.items].slice(0, LISTED),
          differing: now.differing + page.items.length,
          examined: now.examined + page.examined,
          unreadable: now.unreadable + page.unreadable,
          total: page.total,
          clipped: page.clipped,
        }));
      } while (cursor !== null && !abort.signal.aborted);
      add(() => ({ running: false }));
    } catch (error) {
      if (abort.signal.aborted) return;
      add(() => ({ running: false, stopped: true }));
      if (!(error instanceof ProblemError)) throw error;
      sayProblem(error);
    }
  }, []);
  return { run, begin, stop };
}
