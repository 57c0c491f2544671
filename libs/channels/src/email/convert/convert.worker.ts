// Runs in a worker thread of the pool: parses and sanitises a chunk of mails. Guarantee: a mail beyond a limit, or one that the
// parser cannot read, is quarantined by itself; time and memory are bounded from outside, by ending this thread.
import type { Conversion, ConvertInput } from '../../contract/converter.js';
import { type ConvertLimits, LimitExceeded } from './convert.limits.js';
import { type ConvertAnswer, type ConvertTask, packAnswer, unpackTask } from './convert.task.js';
import { draftMail } from './draft/draft.builder.js';

export default function convertChunk(task: ConvertTask): ConvertAnswer {
  if (task.begun) Atomics.store(task.begun, 0, 1);
  return packAnswer(unpackTask(task).map(input => convertOne(input, task.limits)));
}

/** One mail to its conversion; never throws. */
export function convertOne(input: ConvertInput, limits: ConvertLimits): Conversion {
  try {
    return draftMail(input, limits);
  } catch (error) {
    const quarantine =
      error instanceof LimitExceeded
        ? { reason: error.reason, detail: error.detail }
        : {
            reason: 'mail.unreadable',
            detail: `The mail could not be read: ${error instanceof Error ? error.message : String(error)}`,
          };
    return { drafts: [], blobs: new Map(), suppressed: null, quarantined: [quarantine] };
  }
}
