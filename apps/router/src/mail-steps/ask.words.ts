// The words of a mail about one handoff: what happened, what is asked for, and the form to answer with. Pure. Guarantee: what a text contains cannot
// make a line of the form, nor a field of the mail.
import type { HandoffFileRow, HandoffRow, HandoffTerms, Side } from '#store';
import {
  type AnswerForm,
  type AnswerStep,
  formHelp,
  formWords,
  MARKER,
  propertiesOf,
  titleOf,
  valueWords,
} from '#tickets';

export interface AskView {
  handoff: HandoffRow;
  terms: HandoffTerms;
  files: readonly HandoffFileRow[];
  side: Side;
  /** Of that side. */
  ticketId: number;
  /** Of the sender's ticket. */
  subject: string;
  /** Where the person finds it. */
  link: string;
  /** End of the running leg, in words; null where none runs. */
  due: string | null;
}

export interface AskWords {
  name: string;
  /** What happened, a sentence each. Those of `faults` as a list below. */
  opening: readonly string[];
  faults?: readonly string[];
  /** Null: the person may not read it (any more), or the mail cannot be answered. */
  view: AskView | null;
  form: AnswerForm | null;
  steps: readonly AnswerStep[];
}

const LONGEST_VALUE = 2_000;
const STATES: Readonly<Record<string, string>> = {
  offered: 'offered, to be accepted',
  accepted: 'accepted, to be completed',
  returned: 'sent back, to be corrected',
  completed: 'completed',
  cancelled: 'cancelled',
};

export const askSubject = ({ ticketId, terms, subject }: Pick<AskView, 'ticketId' | 'terms' | 'subject'>): string =>
  clipped(`#${ticketId} ${oneLine(terms.contract.title)}: ${oneLine(subject)}`, 200);

/** The plain text of the mail. */
export function askText({ name, opening, faults = [], view, form, steps }: AskWords): string {
  const asks = form !== null && steps.length > 0;
  const parts = [
    ...(asks ? [MARKER] : []),
    `Hello ${oneLine(name)},`,
    opening.map(oneLine).join('\n'),
    ...(faults.length > 0 ? [faults.map(fault => `- ${oneLine(fault)}`).join('\n')] : []),
    ...(view ? placeOf(view) : []),
    ...(view && asks ? detailsOf(view) : []),
    ...(asks ? [formOf(form, steps)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function placeOf({ handoff, terms, due, link }: AskView): string[] {
  const sides = `from ${oneLine(handoff.fromName)} to ${oneLine(handoff.toName)}`;
  const until = due ? ` until ${due}` : '';
  return [`${oneLine(terms.contract.title)}, ${sides}: ${STATES[handoff.state] ?? handoff.state}${until}\n${link}`];
}

function detailsOf({ handoff, terms, files, side }: AskView): string[] {
  const parts: string[] = [];
  if (handoff.state === 'completed')
    parts.push(valuesOf(terms.contract.resultSchema, handoff.result ?? {}, handoff.resultNote));
  else parts.push(valuesOf(terms.kind.schema, handoff.fields, handoff.note));
  if (handoff.state === 'returned') {
    const reason = terms.contract.returnReasons.find(one => one.code === handoff.returnReason);
    const said = [reason?.title ?? handoff.returnReason ?? '', ...handoff.returnFaults.map(fault => fault.detail)];
    parts.push(
      [`Sent back: ${said.map(oneLine).join(' · ')}`, indented(handoff.returnNote)].filter(Boolean).join('\n'),
    );
  }
  if (side === 'receiver' && files.length > 0)
    parts.push(`Papers, to be opened on the page: ${files.map(file => oneLine(file.filename)).join(', ')}`);
  if (handoff.state === 'offered' && terms.contract.acceptanceCriteria.length > 0)
    parts.push(`It is complete when:\n${terms.contract.acceptanceCriteria.map(one => `- ${oneLine(one)}`).join('\n')}`);
  return parts.filter(Boolean);
}

function valuesOf(schema: Readonly<Record<string, unknown>>, values: Record<string, unknown>, note: string): string {
  const known = propertiesOf(schema);
  const lines = Object.entries(values).flatMap(([name, value]) => {
    const words = valueWords(known[name] ?? {}, value);
    if (words === '') return [];
    const title = oneLine(titleOf(schema, name));
    return [
      words.includes('\n') ? `${title}:\n${indented(words)}` : `${title}: ${clipped(oneLine(words), LONGEST_VALUE)}`,
    ];
  });
  return [...lines, ...(note ? [`Note:\n${indented(note)}`] : [])].join('\n');
}

function formOf(form: AnswerForm, steps: readonly AnswerStep[]): string {
  return [
    'You can take a step by answering this mail. Write above the quoted mail what stands below the step, each on a line of its own, with what is in < >\nfilled in. What is not understood comes back to you, and nothing is done.',
    formWords(form, steps),
    ...formHelp(form, steps),
  ].join('\n\n');
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
const clipped = (text: string, longest: number): string =>
  [...text].length > longest ? `${[...text].slice(0, longest - 1).join('')}…` : text;

/** Lines of a text that somebody wrote: each shifted, so that none stands where a line of the form could. */
function indented(text: string): string {
  const lines = clipped(text.trim(), LONGEST_VALUE).split(/\r\n?|\n/);
  return lines
    .map(line => oneLine(line))
    .filter(Boolean)
    .map(line => `    ${line}`)
    .join('\n');
}
