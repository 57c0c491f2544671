// A handoff as an issue. Guarantees: its labels name it, so that it is found again without any memory of ours; its last line names the version that it
// shows, so that older news changes nothing; what customers wrote is shown as it is written: no mark-up, nobody is called by name, no command.

/** @typedef {import('./rail.client.mjs').Handoff} Handoff */
/** @typedef {import('./rail.client.mjs').Schema} Schema */

/** On every issue that the mirror made. */
export const MIRRORED = 'ticket-rail';
const STATES = ['offered', 'accepted', 'returned', 'completed', 'cancelled'];

/** @param {number} id */
export const labelOf = id => `handoff-${id}`;

/** The handoff that an issue mirrors; null: none. @param {{ labels: { name: string }[] }} issue */
export function handoffOf({ labels }) {
  const names = labels.flatMap(({ name }) => /^handoff-([1-9]\d{0,14})$/.exec(name)?.[1] ?? []);
  return names.length === 1 ? Number(names[0]) : null;
}

/** The version that the issue shows; 0: none. @param {{ body: string | null }} issue */
export function shownVersion({ body }) {
  // At the end only: what stands further up may be a customer's.
  return Number(/<!-- ticket-rail version (\d{1,9}) -->\s*$/.exec(body ?? '')?.[1] ?? 0);
}

/**
 * Title, text, state and labels; labels that others put on it stay.
 * @param {Handoff} handoff
 * @param {readonly { name: string }[]} labels  that the issue has
 */
export function pageOf(handoff, labels) {
  const others = labels.map(({ name }) => name).filter(name => !STATES.includes(name) && name !== MIRRORED);
  const own = [MIRRORED, labelOf(handoff.id), handoff.state];
  return {
    title: oneLine(`${handoff.title} from ${handoff.from.name} (handoff ${handoff.id})`),
    body: bodyOf(handoff),
    labels: [...new Set([...others, ...own])],
    state: /** @type {'open' | 'closed'} */ (['offered', 'accepted'].includes(handoff.state) ? 'open' : 'closed'),
  };
}

/** @param {Handoff} handoff */
function bodyOf(handoff) {
  const due = handoff.leg && ['offered', 'accepted'].includes(handoff.state) ? `, due ${handoff.leg.dueAt}` : '';
  return [
    `**${handoff.state}**${due} · ticket #${handoff.ticketId} in Ticket Rail`,
    endOf(handoff),
    tableOf(handoff.schema, handoff.fields),
    handoff.note && `Note: ${plain(handoff.note)}`,
    handoff.attachments.length > 0 &&
      `Files on the ticket: ${handoff.attachments.map(file => plain(file.filename)).join(', ')}`,
    `What both departments agreed on:\n${handoff.acceptanceCriteria.map(one => `- ${plain(one)}`).join('\n')}`,
    `Answer in a comment: \`/accept\`, \`/return ${handoff.returnReasons.map(one => one.code).join('|')}\` with a line \`field: what is wrong\` for each, or \`/complete\` with a line \`name: value\` for each of ${namesOf(handoff.resultSchema)}, and \`[x] item\` for the checklist.`,
    `<!-- ticket-rail version ${handoff.version} -->`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** @param {Handoff} handoff */
function endOf({ returned, result, resultNote, resultSchema, cancelReason }) {
  if (returned)
    return [
      `Sent back: ${plain(returned.title)}`,
      ...returned.faults.map(fault => `- ${plain(fault.detail)}`),
      plain(returned.note),
    ]
      .filter(Boolean)
      .join('\n');
  if (result) return `Result:\n\n${tableOf(resultSchema, result)}${resultNote ? `\n\n${plain(resultNote)}` : ''}`;
  return cancelReason ? `Cancelled: ${plain(cancelReason)}` : '';
}

/** @param {Schema} schema @param {Record<string, unknown>} values */
function tableOf({ properties = {} }, values) {
  const rows = Object.entries(values).map(([name, value]) => {
    const { title = name, 'x-unit': unit = '' } = properties[name] ?? {};
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return `| ${plain(title)} | ${plain(`${text} ${unit}`)} |`;
  });
  return rows.length > 0 ? ['| | |', '|---|---|', ...rows].join('\n') : '';
}

/** @param {Schema} schema */
const namesOf = ({ properties = {}, required = [] }) =>
  Object.keys(properties)
    .map(name => `\`${name}\`${required.includes(name) ? '' : ' (if known)'}`)
    .join(', ');

/** @param {string} text */
const oneLine = text => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** On one line, as Markdown that means nothing. @param {string} text */
export const plain = text =>
  oneLine(text)
    .replace(/[\\`*_{}[\]<>|~!&#]/g, sign => `&#${sign.codePointAt(0)};`)
    // No @name and no https://… that the tracker would act upon.
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//');
