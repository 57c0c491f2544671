// Beginning, answer and end of a call as instants. On the night when a clock shows an hour twice, the duration tells which of the two it was.
import type { ReadTime } from './wall.time.js';

export interface Span {
  startedAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  /** Named rules that were needed: `clock.twice-first`, `clock.twice-by-duration`, `clock.skipped`. */
  rules: string[];
}

const TOLERANCE_MS = 2_000;

/**
 * @param seconds  from start to end as the source says, null where it does not
 */
export function spanOf(start: ReadTime, answer: ReadTime | null, end: ReadTime | null, seconds: number | null): Span {
  const rules: string[] = [];
  const fitting = start.instants.flatMap(from =>
    (end?.instants ?? [])
      .filter(to => seconds !== null && Math.abs(to - from - seconds * 1000) <= TOLERANCE_MS)
      .map(to => ({ from, to })),
  );
  const [fit, another] = fitting;
  const isTwice = start.instants.length + (end?.instants.length ?? 0) > (end ? 2 : 1);
  if (isTwice) rules.push(fit && !another ? 'clock.twice-by-duration' : 'clock.twice-first');
  if (start.isSkipped || end?.isSkipped || answer?.isSkipped) rules.push('clock.skipped');
  const startedAt = fit?.from ?? start.instants[0];
  const endedAt = fit?.to ?? notBefore(end, startedAt) ?? (seconds === null ? null : startedAt + seconds * 1000);
  return { startedAt, answeredAt: notBefore(answer, startedAt), endedAt, rules };
}

/** The first that is possible; where all are before, the source's clock was set back in between: the moment itself. */
function notBefore(time: ReadTime | null, moment: number): number | null {
  return time && (time.instants.find(at => at >= moment) ?? moment);
}
