// From the tracker into Ticket Rail: commands in comments are carried out, and answered in a comment. Guarantees: a command is carried out once: what is
// answered already is known by the answer itself, which names the comment, and a command whose wish has come true already is answered and not repeated.
import { fieldsOf, keyOf, readCommand, valuesFor } from './comment.reader.mjs';
import { handoffOf, plain } from './issue.page.mjs';

/** @typedef {import('./rail.client.mjs').RailClient} RailClient */
/** @typedef {import('./rail.client.mjs').Handoff} Handoff */
/** @typedef {import('./comment.reader.mjs').Command} Command */

const TRIES = 3;
const BECOMES = { accept: 'accepted', return: 'returned', complete: 'completed' };
const WORDS = { accept: 'Accepted.', return: 'Sent back.', complete: 'Completed.' };

/**
 * @param {{ rail: RailClient, tracker: import('./tracker.client.mjs').TrackerClient }} sides
 * @param {import('./tracker.client.mjs').Issue} issue
 * @returns {Promise<number>} how many commands were answered
 */
export async function answerCommands({ rail, tracker }, issue) {
  const handoffId = handoffOf(issue);
  if (handoffId === null) return 0;
  const comments = await tracker.comments(issue.number);
  const answered = new Set(comments.flatMap(({ body }) => /<!-- answers (\d+) -->\s*$/.exec(body)?.[1] ?? []));
  let count = 0;
  for (const { id, body } of comments) {
    const command = readCommand(body);
    if (!command || answered.has(String(id))) continue;
    const words = await carryOut(rail, handoffId, command, `comment-${id}`);
    await tracker.comment(issue.number, `${words}\n\n<!-- answers ${id} -->`);
    count += 1;
  }
  return count;
}

/** @param {RailClient} rail @param {number} handoffId @param {Command} command @param {string} intent @returns {Promise<string>} */
async function carryOut(rail, handoffId, command, intent) {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const handoff = await rail.handoff(handoffId);
    if (!handoff) return 'Not done: the handoff is not ours any more.';
    // We were killed between the step and its answer, or somebody was faster in Ticket Rail.
    if (handoff.state === BECOMES[command.name]) return WORDS[command.name];
    if (command.name === 'complete') await tickItems(rail, handoff, command.ticks, intent);
    const step = await rail.step(handoff, command.name, bodyFor(command, handoff), intent);
    if (step.outcome === 'done') return WORDS[command.name];
    if (step.outcome === 'refused') return refusal(step.problem);
  }
  return 'Not done: the handoff changes all the time. Write the command again.';
}

/** @param {RailClient} rail @param {Handoff} handoff @param {string[]} ticks @param {string} intent */
async function tickItems(rail, { ticketId, state }, ticks, intent) {
  if (ticketId === null || state !== 'accepted') return;
  for (const said of ticks) {
    const ticket = await rail.ticket(ticketId);
    const key = keyOf(ticket.checklistItems, said);
    const item = ticket.checklistItems.find(one => one.key === key);
    // What it does not name stays open, and Ticket Rail says so.
    if (item && item.done === null) await rail.tick(ticketId, ticket.version, item.key, `${intent}-${item.key}`);
  }
}

/** @param {Command} command @param {Handoff} handoff */
function bodyFor(command, handoff) {
  if (command.name === 'accept') return {};
  if (command.name === 'complete')
    return { result: valuesFor(handoff.resultSchema, command.values), note: command.note };
  const faults = command.values.map(({ name, value }) => ({ pointer: placeOf(handoff, name), detail: value }));
  return {
    reason: reasonOf(handoff, command.argument) ?? (command.argument || '?'),
    faults,
    note: command.note,
  };
}

/** @param {Handoff} handoff @param {string} said */
const reasonOf = ({ returnReasons }, said) =>
  keyOf(
    returnReasons.map(({ code, title }) => ({ key: code, title })),
    said,
  );

/** @param {Handoff} handoff @param {string} said */
function placeOf({ schema, attachmentRules }, said) {
  const paper = keyOf(attachmentRules, said);
  return paper ? `/attachments/${paper}` : `/fields/${keyOf(fieldsOf(schema), said) ?? said}`;
}

/** @param {import('./rail.client.mjs').Problem} problem */
function refusal({ detail, code, errors = [] }) {
  const places = errors.map(error => `- ${plain(error.pointer)}: ${plain(error.detail)}`);
  return [`Not done: ${plain(detail ?? code)}`, ...places].join('\n');
}
