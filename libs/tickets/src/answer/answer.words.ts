// The form in a mail: what to write for each step. Pure. An answer that repeats it as it is, is no step: what is to be filled in stands in < >.
import { type AnswerForm, type AnswerStep, oneLine } from './answer.form.js';
import { placeholderOf } from './answer.values.js';

const TITLES: Readonly<Record<AnswerStep, string>> = {
  accept: 'To accept it:',
  return: 'To send it back:',
  complete: 'To complete it:',
  cancel: 'To cancel it:',
  seen: 'To say that you have seen it, and nothing else:',
};

/** Empty where there is no step to take. Lines end with \n alone. */
export function formWords(form: AnswerForm, steps: readonly AnswerStep[]): string {
  return steps.map(step => [TITLES[step], '', ...linesOf(form, step).map(line => `  ${line}`)].join('\n')).join('\n\n');
}

function linesOf(form: AnswerForm, step: AnswerStep): string[] {
  switch (step) {
    case 'return':
      return [
        `return: <one of: ${form.reasons.map(one => one.code).join(', ')}>`,
        ...(form.places.length > 0 ? ['<name of a field>: <what is wrong with it>'] : []),
        'because: <in your words>',
      ];
    case 'complete':
      return [
        'complete',
        ...form.result.map(field => `${field.label}: ${placeholderOf(field.schema, field.required)}`),
        ...form.checklist.map(item => `ticked: <${plain(item.title)}>`),
        'note: <in your words>',
      ];
    case 'cancel':
      return ['cancel: <why>'];
    default:
      return [step];
  }
}

const plain = (text: string): string => oneLine(text.replace(/[<>]/g, ' '));

/** Codes with their titles, and the names that fields go by: what the form's < > stand for. */
export function formHelp(form: AnswerForm, steps: readonly AnswerStep[]): string[] {
  const help: string[] = [];
  if (steps.includes('return')) {
    help.push(`Reasons: ${form.reasons.map(one => `${one.code} (${oneLine(one.title)})`).join(', ')}`);
    if (form.places.length > 0) help.push(`Fields: ${form.places.map(field => field.label).join(', ')}`);
  }
  if (steps.includes('complete') && form.checklist.some(item => item.required))
    help.push(
      `Needed before it is complete: ${form.checklist
        .filter(item => item.required)
        .map(item => `"ticked: ${oneLine(item.title)}"`)
        .join(', ')}`,
    );
  return help;
}
