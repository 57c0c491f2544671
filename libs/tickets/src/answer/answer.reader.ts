// Reads the answer to a mail about a handoff. Pure. Guarantees: it is one step, said whole, or no step; a line that is not understood is named and keeps
// everything from being done; what is no command at all is a person's words, which are not lost.
import type { FieldFault } from '../kinds/fields.js';
import { ANSWER_LIMITS, type AnswerForm, type AnswerStep, type FormField } from './answer.form.js';
import { type ReadLine, readLines } from './answer.lines.js';
import { isPlaceholder, readValue } from './answer.values.js';
import { ownLines } from './own.lines.js';

export type AnsweredStep =
  | { step: 'accept' }
  | { step: 'return'; reason: string; faults: FieldFault[]; note: string }
  | { step: 'complete'; result: Record<string, unknown>; ticked: string[]; note: string }
  | { step: 'cancel'; reason: string }
  | { step: 'seen' };

export type Answer =
  | { read: 'step'; answer: AnsweredStep }
  /** Sentences, no command among them. */
  | { read: 'words' }
  /** Each fault in one sentence, in the order of the lines. */
  | { read: 'unclear'; faults: string[] };

const MOST_FAULTS = 20;

export function readAnswer(text: string, form: AnswerForm): Answer {
  const own = ownLines(text, form.name);
  if (own === 'too-long')
    return unclear(['The answer is too long to be a step: write the step alone, above the quoted mail']);
  const lines = readLines(own, form);
  if (lines.length === 0) return unclear(['Nothing stands above the quoted mail']);
  const steps = [...new Set(lines.flatMap(line => (line.is === 'command' ? [line.step] : [])))];
  const [step] = steps;
  if (step === undefined) return lines.some(isAboutForm) ? unclear([NO_STEP]) : { read: 'words' };
  if (steps.length > 1) return unclear([`It says more than one step: ${steps.join(', ')}. Say one.`]);
  const reading = new Reading(step, form);
  for (const line of lines) reading.add(line);
  const faults = [...reading.faults, ...reading.missing()];
  return faults.length > 0 ? unclear(faults) : { read: 'step', answer: reading.answer() };
}

const NO_STEP = 'It fills in a form, but says no step: begin with accept, return, complete, cancel or seen on a line';
const unclear = (faults: string[]): Answer => ({ read: 'unclear', faults: faults.slice(0, MOST_FAULTS) });
/** Words that stand in front of a colon in a sentence as well ("Note: …") say nothing by themselves. */
const isAboutForm = (line: ReadLine): boolean => line.is === 'result' || line.is === 'ticked';

class Reading {
  readonly faults: string[] = [];
  private reason = '';
  private readonly notes: string[] = [];
  private readonly named: FieldFault[] = [];
  private readonly result = new Map<string, unknown>();
  private readonly ticked = new Set<string>();
  private commands = 0;

  constructor(
    private readonly step: AnswerStep,
    private readonly form: AnswerForm,
  ) {}

  add(line: ReadLine): void {
    if (line.is === 'unknown') return this.refuse(line, 'is not understood');
    if (line.is === 'command') return this.command(line);
    const takes: Record<AnswerStep, readonly ReadLine['is'][]> = {
      accept: [],
      seen: [],
      cancel: ['words'],
      return: ['words', 'fields', 'place'],
      complete: ['words', 'ticked', 'result'],
    };
    if (!takes[this.step].includes(line.is)) return this.refuse(line, `does not belong to "${this.step}"`);
    if (line.is !== 'result' && isPlaceholder(line.value)) return;
    if (line.is === 'words') this.notes.push(line.value);
    else if (line.is === 'fields') this.list(line.value);
    else if (line.is === 'place') this.named.push({ pointer: line.field.key, detail: line.value });
    else if (line.is === 'ticked') this.tick(line.value);
    else if (line.is === 'result') this.fill(line.field, line.value);
  }

  /** What the step needs and does not say. Whether what it says is right is for the same checks as on the page. */
  missing(): string[] {
    const note = this.notes.join('\n');
    const most = ANSWER_LIMITS;
    if (this.step === 'cancel') {
      const length = note.length;
      if (length < most.cancelShortest) return ['Say why it is cancelled: "cancel: <your reason>"'];
      return length > most.cancelLongest ? [`The reason is too long: at most ${most.cancelLongest} characters`] : [];
    }
    const found: string[] = [];
    if (this.step === 'return' && this.reason === '')
      found.push(`Say why, as one of: ${this.form.reasons.map(one => one.code).join(', ')}`);
    if (note.length > most.note) found.push(`The words are too long: at most ${most.note} characters`);
    if (this.named.length > most.faults) found.push(`At most ${most.faults} fields can be named`);
    if (this.named.some(fault => fault.detail.length > most.faultDetail))
      found.push(`What is wrong with a field is too long: at most ${most.faultDetail} characters`);
    return found;
  }

  answer(): AnsweredStep {
    const note = this.notes.join('\n');
    switch (this.step) {
      case 'return':
        return { step: 'return', reason: this.reason, faults: this.named, note };
      case 'complete':
        return { step: 'complete', result: Object.fromEntries(this.result), ticked: [...this.ticked], note };
      case 'cancel':
        return { step: 'cancel', reason: note };
      default:
        return { step: this.step };
    }
  }

  private command(line: Extract<ReadLine, { is: 'command' }>): void {
    this.commands += 1;
    if (this.commands > 1) return this.refuse(line, 'says the step a second time');
    if (isPlaceholder(line.value)) return;
    if (this.step === 'cancel') this.notes.push(line.value);
    else if (this.step === 'return') this.reason = reasonOf(this.form, line.value);
    else this.refuse(line, `says more than "${this.step}", which stands alone on its line`);
  }

  private list(value: string): void {
    for (const name of value.split(/[,;]/).map(one => one.trim().toLowerCase())) {
      if (name === '') continue;
      const field = this.form.places.find(one => one.names.includes(name));
      if (field) this.named.push({ pointer: field.key, detail: `${field.title} is at fault` });
      else this.faults.push(`"${clipped(name)}" is no field or paper of this kind`);
    }
  }

  private tick(value: string): void {
    const wanted = value.toLowerCase();
    const item = this.form.checklist.find(one => one.key === wanted || one.title.toLowerCase() === wanted);
    if (item) this.ticked.add(item.key);
    else this.faults.push(`"${clipped(value)}" is no item of the checklist`);
  }

  private fill(field: FormField, value: string): void {
    if (isPlaceholder(value)) return;
    if (this.result.has(field.key)) {
      this.faults.push(`${field.title} stands there twice`);
      return;
    }
    const read = readValue(field.schema, field.title, value);
    if ('fault' in read) this.faults.push(read.fault);
    else this.result.set(field.key, read.value);
  }

  private refuse(line: ReadLine, why: string): void {
    this.faults.push(`"${clipped(line.text)}" ${why}`);
  }
}

const clipped = (text: string): string => ([...text].length > 80 ? `${[...text].slice(0, 79).join('')}…` : text);

/** By code or title; what is neither is handed on, and the contract says which there are. */
function reasonOf(form: AnswerForm, words: string): string {
  const wanted = words.toLowerCase();
  const found = form.reasons.find(one => one.code.toLowerCase() === wanted || one.title.toLowerCase() === wanted);
  return found?.code ?? words;
}
