// What a test and a preview are given, and where their refusals are said.
import { sayProblem } from '../../../act/say.js';
import { ProblemError } from '../../../api/http.js';
import type { Fault } from '../../../form/field.shape.js';
import type { TypedChannel } from '../channel.draft.js';

export type TryProps = {
  channelId: number | null;
  typed: TypedChannel;
  /** Checks what is typed, and shows what is wrong with it. */
  isFit: () => Promise<boolean>;
  onFaults: (faults: Fault[]) => void;
};

/** What the server refuses of what is typed goes to its fields; the rest is said. */
export function tellRefusal(error: unknown, onFaults: (faults: Fault[]) => void): void {
  if (error instanceof ProblemError && error.problem.errors?.length) onFaults(error.problem.errors);
  else sayProblem(error);
}
