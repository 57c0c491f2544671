// Takes an answer by mail as a step of its handoff: the same steps, with the same checks, as the page and the API take, by a person who works the side's
// rail, on the version that the mail told. Guarantee: a refusal leaves nothing behind, not even a tick.
import { type AnsweredStep, HANDOFF_MOVES, type HandoffAction } from '#tickets';
import { acknowledgeAlerts } from '../alerts/alert.reader.js';
import { rows, type Tx } from '../database/database.js';
import { acceptHandoff, returnHandoff } from '../handoffs/answer.action.js';
import { cancelHandoff, completeHandoff } from '../handoffs/finish.action.js';
import { lockHandoff } from '../handoffs/handoff.lock.js';
import { asHandoffRefusal, type HandoffOutcome, refusalOf } from '../handoffs/handoff.rules.js';
import type { HandoffRequest } from '../handoffs/handoff.step.js';
import { tickItem } from '../tickets/actions/work.action.js';
import { changeTicket } from '../tickets/ticket.change.js';
import { lockTicket } from '../tickets/ticket.lock.js';
import { type MailPerson, worksRail } from './mail.person.js';
import type { PendingStep } from './mail-step.store.js';

/** `faults`: each in one sentence. */
export type MailStepOutcome = { outcome: 'taken' } | { outcome: 'refused'; code: string; faults: string[] };

type Answered = Exclude<AnsweredStep, { step: 'seen' }>;

/** After `lockMailStep`. */
export async function takeMailStep(
  tx: Tx,
  step: PendingStep,
  person: MailPerson,
  answer: AnsweredStep,
  now: Date,
): Promise<MailStepOutcome> {
  const [sides] = await rows<{ sender: number; senderName: string; receiver: number; receiverName: string }>(
    tx,
    `SELECT h.from_department_id AS sender, s.name AS "senderName", h.to_department_id AS receiver, r.name AS "receiverName"
       FROM handoff h JOIN department s ON s.id = h.from_department_id JOIN department r ON r.id = h.to_department_id WHERE h.id = $1`,
    [step.handoffId],
  );
  if (!sides) return refused('HANDOFF.UNKNOWN', ['There is no such handoff any more']);
  const side = answer.step === 'seen' ? step.side : HANDOFF_MOVES[answer.step].side;
  if (!worksRail(person, sides[side]))
    return refused('MAIL.NOT_YOURS', [`That is for ${sides[`${side}Name`]} to do, and you do not work its rail`]);
  if (answer.step !== 'seen') {
    const request = {
      handoffId: step.handoffId,
      expectedVersion: step.handoffVersion,
      actor: { userId: person.userId, name: person.name },
      now,
    };
    await rows(tx, 'SAVEPOINT mail_step');
    const done = await act(tx, request, answer);
    if (done.outcome !== 'changed') {
      await rows(tx, 'ROLLBACK TO SAVEPOINT mail_step');
      return refusedBy(done);
    }
    await rows(tx, 'RELEASE SAVEPOINT mail_step');
  }
  await acknowledgeAsked(tx, step, person);
  return { outcome: 'taken' };
}

function act(tx: Tx, request: HandoffRequest, answer: Answered): Promise<HandoffOutcome> {
  switch (answer.step) {
    case 'accept':
      return acceptHandoff(tx, request);
    case 'return':
      return returnHandoff(tx, { ...request, reason: answer.reason, faults: answer.faults, note: answer.note });
    case 'complete':
      return completeTicked(tx, request, answer);
    case 'cancel':
      return cancelHandoff(tx, { ...request, reason: answer.reason });
  }
}

/** Both tickets are locked by the handoff first: a tick alone would lock the receiver's before the origin. */
async function completeTicked(
  tx: Tx,
  request: HandoffRequest,
  { ticked, result, note }: Extract<Answered, { step: 'complete' }>,
): Promise<HandoffOutcome> {
  const locked = await lockHandoff(tx, request.handoffId);
  const action: HandoffAction = 'complete';
  const no = locked ? refusalOf(action, locked.handoff, request) : ({ outcome: 'unknown-handoff' } as const);
  if (no || !locked?.ticket) return no ?? { outcome: 'unknown-handoff' };
  let { version } = locked.ticket;
  for (const item of ticked) {
    if (locked.ticket.checklist[item]) continue;
    const { actor, now } = request;
    const ticket = { ticketId: locked.ticket.id, expectedVersion: version, actor, now };
    const done = await tickItem(tx, { ...ticket, item, done: true });
    if (done.outcome !== 'changed') return asHandoffRefusal(done);
    version = done.version;
  }
  return completeHandoff(tx, { ...request, result, note });
}

/** Who answers has seen what the mail told; what came after it, they have not. */
async function acknowledgeAsked(tx: Tx, step: PendingStep, person: MailPerson): Promise<void> {
  const told = await rows<{ id: number }>(
    tx,
    'SELECT id FROM alert WHERE handoff_id = $1 AND acknowledged_at IS NULL AND created_at <= $2 ORDER BY id',
    [step.handoffId, step.askedAt],
  );
  if (told.length > 0)
    await acknowledgeAlerts(
      tx,
      person,
      told.map(alert => alert.id),
    );
}

/** A person's sentences: they stand on the timeline already; the rail is told that there is something to read. */
export async function keepWords(tx: Tx, step: PendingStep, person: MailPerson, now: Date): Promise<void> {
  const ticket = await lockTicket(tx, step.ticketId);
  if (!ticket) return;
  const isOver = ticket.state === 'done' || ticket.state === 'merged';
  await changeTicket(tx, {
    ticket,
    now,
    actor: { userId: person.userId, name: person.name },
    set: isOver ? {} : { has_unread_answer: true },
    entries: [
      {
        type: 'state',
        text: 'Answered the mail about the handoff in words: no step was taken',
        event: 'ticket.changed',
        detail: { change: { action: 'mail-words', handoffId: step.handoffId, from: ticket.state, to: ticket.state } },
      },
    ],
  });
}

const refused = (code: string, faults: string[]): MailStepOutcome => ({ outcome: 'refused', code, faults });

function refusedBy(no: Exclude<HandoffOutcome, { outcome: 'changed' }>): MailStepOutcome {
  if (no.outcome === 'stale')
    return refused('HANDOFF.STALE', ['The handoff has moved on since the mail that you answered']);
  if (no.outcome === 'unknown-handoff') return refused('HANDOFF.UNKNOWN', ['There is no such handoff any more']);
  const { code, detail, errors = [] } = no;
  return refused(code, [...new Set([detail, ...errors.map(error => error.detail)])]);
}
