// Takes answers by mail as steps of handoffs: a sweep, one transaction an answer, in which the step, its mark and the mail about it are one commit. A
// refusal changes nothing but the mark, and goes back with each fault and the form; so does what was written as words.
import {
  answeredLately,
  countStepTry,
  endMailStep,
  handoffById,
  keepWords,
  lockMailStep,
  type MailPerson,
  mailPerson,
  type PendingStep,
  type Tx,
  takeMailStep,
  termsOf,
  worksRail,
} from '#store';
import { answerForm, readAnswer } from '#tickets';
import type { SweepStep } from '../sweep/sweeper.js';
import { AskMailer, type AskMailerDeps } from './ask.mailer.js';

export interface MailStepDeps extends AskMailerDeps {
  now?: () => Date;
}

const EVERY_MS = 1_000;
/** Of one sweep; the rest comes with the next. */
const MOST = 500;
const TRIES = 3;
/** Mails that a person is sent as answers within an hour: where two machines answer each other, one must end it. */
const MOST_ANSWERS = 30;

interface End {
  state: 'taken' | 'refused' | 'words';
  step: string | null;
  reason: string | null;
  opening: string[];
  faults?: string[];
  /** False: nothing is to be said. */
  tell: boolean;
}

export function mailStepsStep(deps: MailStepDeps): SweepStep {
  return { name: 'handoffs by mail', everyMs: EVERY_MS, run: mailStepRun(deps) };
}

/** Returns how many answers came to their end. */
export function mailStepRun(deps: MailStepDeps): () => Promise<number> {
  const { database, log, now = () => new Date() } = deps;
  const mailer = new AskMailer(deps);

  async function next(tx: Tx, looking: { at: number | null }): Promise<boolean> {
    const step = await lockMailStep(tx);
    if (!step) return false;
    looking.at = step.messageId;
    const person = await mailPerson(tx, step.userId);
    const end = await endOf(tx, step, person, now());
    const outboundId = end.tell && person ? await tell(tx, mailer, step, person, end, now()) : null;
    await endMailStep(tx, step.messageId, { state: end.state, step: end.step, reason: end.reason, outboundId });
    return true;
  }

  return async () => {
    for (let ended = 0; ended < MOST; ) {
      const looking = { at: null as number | null };
      try {
        if (!(await database.transaction(tx => next(tx, looking)))) return ended;
        ended += 1;
      } catch (error) {
        if ((error as { retryable?: boolean }).retryable === true || looking.at === null) throw error;
        log.warn({ err: error, messageId: looking.at }, 'An answer by mail could not be taken');
        await countStepTry(database, looking.at);
        // Not at once again: what was wrong may pass.
        return ended;
      }
    }
    return MOST;
  };
}

async function endOf(tx: Tx, step: PendingStep, person: MailPerson | null, at: Date): Promise<End> {
  if (!person || person.isDisabled) return { ...refused('MAIL.NO_ACCOUNT', ['The account is closed']), tell: false };
  if (step.problem) return refused(PROBLEMS[step.problem].code, [PROBLEMS[step.problem].words]);
  if (step.attempts >= TRIES)
    return refused('MAIL.FAILED', ['It could not be done, for a fault of ours. Please use the page.']);
  const handoff = await handoffById(tx, step.handoffId);
  if (!handoff) return refused('HANDOFF.UNKNOWN', ['There is no such handoff any more']);
  if (!worksRail(person, handoff.fromDepartmentId) && !worksRail(person, handoff.toDepartmentId))
    return refused('MAIL.NOT_YOURS', ['You do not work a rail that it is on (any more)']);
  const { contract, kind } = await termsOf(tx, handoff);
  const read = readAnswer(step.text, answerForm(contract, kind, person.name));
  if (read.read === 'unclear') return refused('MAIL.UNCLEAR', read.faults);
  if (read.read === 'words') {
    await keepWords(tx, step, person, at);
    return {
      state: 'words',
      step: null,
      reason: null,
      opening: [
        `Your mail was read as words, not as a step: it stands on #${step.ticketId}, where your colleagues see it.`,
        'No step of the handoff was taken.',
      ],
      tell: true,
    };
  }
  const { answer } = read;
  const done = await takeMailStep(tx, step, person, answer, at);
  if (done.outcome === 'refused') return { ...refused(done.code, done.faults), step: answer.step };
  return {
    state: 'taken',
    step: answer.step,
    reason: null,
    opening: [TAKEN[answer.step]],
    tell: answer.step !== 'seen',
  };
}

const TAKEN = {
  accept: 'You have accepted it. When it is done, complete it by answering this mail.',
  return: 'You have sent it back.',
  complete: 'You have completed it.',
  cancel: 'You have cancelled it.',
  seen: 'You have seen it.',
} as const;

const PROBLEMS: Readonly<Record<NonNullable<PendingStep['problem']>, { code: string; words: string }>> = {
  'other-sender': {
    code: 'MAIL.OTHER_SENDER',
    words: 'It came from another address than yours. Answer from the address that we write to.',
  },
  forwarded: { code: 'MAIL.FORWARDED', words: 'It is a forwarded mail. Answer in your own words.' },
  several: { code: 'MAIL.SEVERAL', words: 'It is addressed to more than one handoff. Answer each mail by itself.' },
};

function refused(reason: string, faults: string[]): End {
  return { state: 'refused', step: null, reason, opening: ['Your mail has changed nothing:'], faults, tell: true };
}

async function tell(
  tx: Tx,
  mailer: AskMailer,
  step: PendingStep,
  person: MailPerson,
  { opening, faults }: End,
  date: Date,
): Promise<number | null> {
  const lately = await answeredLately(tx, step);
  const isOther = step.problem === 'other-sender';
  // Whoever knows the address could else have the person written to as often as they like.
  if (lately.mails >= MOST_ANSWERS || (isOther && lately.toldOfOther)) return null;
  // A mail that is not the person's own is not answered as if it were.
  const answers = isOther ? {} : { answers: { messageId: step.answerId, subject: step.subject } };
  const { handoffId, side } = step;
  return mailer.queue(tx, { person, handoffId, side, opening, faults, date, ...answers });
}
