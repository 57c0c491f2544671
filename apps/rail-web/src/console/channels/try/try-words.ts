// Tests and previews in words. Pure.
import type { ChannelPreview, ChannelTest, ChannelTestStep, PreviewDecision, PreviewInterchange } from '#api';
import type { IconName } from '../../../look/icons.js';
import { clockWords, momentWords } from '../../../rail/words/time-words.js';

export const STEP_STATES: Record<ChannelTestStep['state'], { words: string; icon: IconName }> = {
  ok: { words: 'works', icon: 'check' },
  failed: { words: 'failed', icon: 'close' },
  warning: { words: 'works, but', icon: 'alert' },
  skipped: { words: 'not tried', icon: 'skip' },
};

/** `under 1 ms`, `240 ms`, `3.2 s`. */
export function timeWords(ms: number): string {
  if (ms < 1) return 'under 1 ms';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function verdictOf({ ok, steps }: ChannelTest): string {
  const failed = steps.find(step => step.state === 'failed');
  if (!ok) return failed ? `It does not work yet: “${failed.title}” failed.` : 'It does not work yet.';
  const warnings = steps.filter(step => step.state === 'warning').length;
  if (steps.every(step => step.state === 'skipped')) return 'There is nothing to connect to.';
  return warnings === 0 ? 'It works.' : 'It works, but read what is said below.';
}

const PRIORITIES: Record<string, string> = {
  expedite: 'expedited',
  'fixed-date': 'with a fixed date',
  low: 'of low priority',
};

/** One sentence: what the message would become. */
export function decisionWords(decision: PreviewDecision, now: number): string {
  const { outcome, department, kind, priority, dueAt, ticketId, tags } = decision;
  if (outcome === 'suppressed') return 'It would be left out.';
  if (outcome === 'quarantined') return 'It would be held in the quarantine.';
  if (outcome === 'appended')
    return ticketId === null ? 'It would join a ticket that there is.' : `It would join ticket #${ticketId}.`;
  const rail = department ? ` on the rail of ${department.name}` : '';
  const urgent = PRIORITIES[priority ?? ''] ? `, ${PRIORITIES[priority ?? '']}` : '';
  const due = dueAt ? `, due ${clockWords(dueAt, now)}` : '';
  const tagged = tags.length > 0 ? `, tagged ${tags.join(', ')}` : '';
  return `It would hang${rail}${kind ? ` as “${kind.name}”` : ''}${urgent}${tagged}${due}.`;
}

/** Of an interchange that came before: when, and what would be done now. */
export function interchangeWords({ controlRef, outcome, messageId, receivedAt, answer }: PreviewInterchange): string {
  const day = receivedAt ? `, on ${momentWords(receivedAt)}` : '';
  const where = messageId === null ? 'earlier in this file' : `in message ${messageId}${day}`;
  if (outcome === 'itself')
    return `This message itself brought interchange ${controlRef}${day}. It is shown as if it came now for the first time.`;
  if (outcome === 'repeated')
    return `Interchange ${controlRef} came before, ${where}. It would open nothing; what was answered then would be sent again.`;
  const told = answer ? `answered (${answer.type})` : 'not answered';
  return `Control number ${controlRef} came before with other contents, ${where}. It would be held in the quarantine, and ${told}.`;
}

/** What is said where nothing was decided. */
export function emptyWords({ drafts, quarantined, suppressed }: ChannelPreview): string | null {
  if (suppressed !== null || quarantined.length > 0 || drafts.length > 0) return null;
  return 'Nothing could be read from it: no ticket would come of it.';
}
