// One field of the page: its label, its help, what was typed, and what is wrong with it, each tied to the control for those who do not see them. Pure.
import type { ShapeField } from '#channels';
import { rangeOf } from '#tickets';
import { type Html, html } from './html.js';

export interface Filled {
  /** As they were typed. */
  typed: readonly string[];
  /** One sentence; null: all is well. */
  fault: string | null;
}

export const fieldId = (name: string): string =>
  `f-${name.replace(/[^A-Za-z0-9_-]/g, sign => `.${sign.codePointAt(0)!.toString(16)}`)}`;

export function fieldHtml(field: ShapeField, filled: Filled): Html {
  const id = fieldId(field.name);
  const help = helpOf(field);
  const described = [help && `${id}-help`, filled.fault && `${id}-fault`].filter(Boolean).join(' ');
  const notes = html`${help && html`<div class="help" id="${id}-help">${help}</div>`}`;
  const wrong = html`${filled.fault !== null && html`<p class="wrong" id="${id}-fault">${filled.fault}</p>`}`;
  const ties = html`${described !== '' && html` aria-describedby="${described}"`}${filled.fault !== null && html` aria-invalid="true"`}${field.required && html` required`}`;
  if (field.control === 'choices') return boxes(field, filled, { id, described, notes, wrong });
  if (field.control === 'yes')
    return html`<div class="field"><div class="box"><input type="hidden" name="${field.name}" value=""><input type="checkbox" id="${id}" name="${field.name}" value="yes"${ties}${isYes(filled) && html` checked`}><label for="${id}">${field.title}${optional(field)}</label></div>${notes}${wrong}</div>`;
  return html`<div class="field"><label for="${id}">${field.title}${optional(field)}</label>${notes}${control(field, filled, id, ties)}${wrong}</div>`;
}

const optional = ({ required }: ShapeField): Html =>
  html`${!required && html` <span class="optional">(optional)</span>`}`;
const isYes = ({ typed }: Filled): boolean => /^(?:yes|on|true|1)$/i.test(typed.at(-1) ?? '');

function control(field: ShapeField, { typed }: Filled, id: string, ties: Html): Html {
  const { name, schema } = field;
  const value = typed.at(-1) ?? '';
  const most = typeof schema.maxLength === 'number' ? schema.maxLength : null;
  const longest = html`${most !== null && html` maxlength="${most}"`}`;
  const complete = html`${COMPLETE[name] !== undefined && html` autocomplete="${COMPLETE[name]!}"`}`;
  switch (field.control) {
    case 'lines':
      return html`<textarea id="${id}" name="${name}" dir="auto"${longest}${ties}>
${value}</textarea>`;
    case 'list':
      return html`<textarea class="few" id="${id}" name="${name}" dir="auto"${ties}>
${typed.join('\n')}</textarea>`;
    case 'choice':
      return html`<select id="${id}" name="${name}"${ties}><option value="">Choose…</option>${choicesOf(field).map(
        ({ code, title }) => html`<option value="${code}"${value === code && html` selected`}>${title}</option>`,
      )}</select>`;
    case 'number': {
      const unit = typeof schema['x-unit'] === 'string' ? schema['x-unit'] : null;
      const mode = schema.type === 'integer' ? 'numeric' : 'decimal';
      const input = html`<input type="text" inputmode="${mode}" id="${id}" name="${name}" value="${value}"${ties}>`;
      return unit === null
        ? input
        : html`<div class="with-unit">${input}<span class="unit" aria-hidden="true">${unit}</span></div>`;
    }
    default:
      return html`<input type="${TYPES[field.control] ?? 'text'}" id="${id}" name="${name}" value="${value}" dir="auto"${longest}${complete}${ties}>`;
  }
}

const TYPES: Partial<Record<ShapeField['control'], string>> = { day: 'date', email: 'email', phone: 'tel', web: 'url' };
const COMPLETE: Record<string, string> = { name: 'name', email: 'email', phone: 'tel', company: 'organization' };

function boxes(
  field: ShapeField,
  { typed }: Filled,
  { id, described, notes, wrong }: { id: string; described: string; notes: Html; wrong: Html },
): Html {
  const rows = choicesOf({ ...field, schema: field.schema.items as ShapeField['schema'] }).map(
    ({ code, title }, i) =>
      html`<div class="box"><input type="checkbox" id="${i === 0 ? id : `${id}-${i}`}" name="${field.name}" value="${code}"${typed.includes(code) && html` checked`}><label for="${i === 0 ? id : `${id}-${i}`}">${title}</label></div>`,
  );
  return html`<fieldset class="field"${described !== '' && html` aria-describedby="${described}"`}><legend>${field.title}${optional(field)}</legend>${notes}${rows}${wrong}</fieldset>`;
}

function choicesOf({ schema }: Pick<ShapeField, 'schema'>): { code: string; title: string }[] {
  const titles = schema['x-enumTitles'];
  return (Array.isArray(schema.enum) ? schema.enum : []).map((code, i) => ({
    code: String(code),
    title: String((Array.isArray(titles) && titles[i]) || code),
  }));
}

/** What the field asks for, and the range that a number may have. */
function helpOf({ schema, control: kind }: ShapeField): string {
  const range = kind === 'number' ? rangeOf(schema) : null;
  const said = typeof schema.description === 'string' ? schema.description.trim() : '';
  const ranged = range === null ? '' : `${range.charAt(0).toUpperCase()}${range.slice(1)}`;
  const rows = kind === 'list' ? 'One on each line' : '';
  return [said && (/[.!?]$/.test(said) ? said : `${said}.`), ranged && `${ranged}.`, rows && `${rows}.`]
    .filter(Boolean)
    .join(' ');
}
