// The hosted page: what the form asks, with what was typed and what is wrong. Pure; works without a script, for there is none.
import { FILES_POINTER, type FormValues, honeypotsOf, type PostedForm, type ShapeField, valuesOf } from '#channels';
import { type FieldFault, pointerTo } from '#tickets';
import type { OpenForm } from '../open.form.js';
import { type Html, html } from './html.js';
import { type Filled, fieldHtml, fieldId } from './page.field.js';
import { pageFrame } from './page.frame.js';

export interface FormPage {
  open: OpenForm;
  token: string;
  /** What was filled in before; null: nothing. */
  form: PostedForm | null;
  faults: readonly FieldFault[];
  /** One sentence above all; null: the faults speak for themselves. */
  notice: string | null;
}

export function formPage(page: FormPage): string {
  const { open, token, form, faults } = page;
  const shape = open.shape(true);
  const traps = honeypotsOf(open.settings);
  const values = form && valuesOf(form, shape, traps);
  const contact = shape.contact.map(field => fieldHtml(field, contactFilled(field, values, faults)));
  const fields = shape.fields.map(field => fieldHtml(field, ownFilled(field, form, faults)));
  // The message last, where the kind asks for its own things first.
  const message = contact.splice(
    shape.contact.findIndex(field => field.name === 'message'),
    shape.contact.some(field => field.name === 'message') ? 1 : 0,
  );
  const files = open.settings.files.count > 0 ? [filesHtml(page)] : [];
  const trap = traps.at(-1)!;
  const isWrong = faults.length > 0 || page.notice !== null;
  return pageFrame(
    `${isWrong ? 'To be corrected: ' : ''}${open.title}`,
    html`<h1>${open.title}</h1>
${open.settings.intro !== '' && html`<p class="intro" dir="auto">${open.settings.intro}</p>`}
${faultsHtml(page)}
<form method="post" action="/forms/${open.key}"${open.settings.files.count > 0 && html` enctype="multipart/form-data"`} novalidate>
<input type="hidden" name="_token" value="${token}">
${carried(form)}
${contact}
${fields}
${message}
${form ? extras(values!) : []}
${files}
<div class="unseen" aria-hidden="true"><label for="${fieldId(trap)}">Leave this empty</label><input type="text" id="${fieldId(trap)}" name="${trap}" value="" tabindex="-1" autocomplete="off"></div>
<button type="submit">Send</button>
</form>`,
  );
}

/** What tells how the form is to be taken goes on with it. */
const carried = (form: PostedForm | null): Html[] =>
  ['_next', '_subject'].flatMap(name => {
    const value = form?.fields.findLast(one => one[0] === name)?.[1];
    return typeof value === 'string' ? [html`<input type="hidden" name="${name}" value="${value}">`] : [];
  });

/** Fields of a form elsewhere that this page knows nothing of: nothing that was typed is lost. */
const extras = ({ others }: FormValues): Html[] =>
  others.flatMap(([name, value], i) => {
    if (typeof value !== 'string' || value === '') return [];
    const id = `o-${i}`;
    return [
      html`<div class="field"><label for="${id}">${name}</label><textarea class="few" id="${id}" name="${name}" dir="auto">
${value}</textarea></div>`,
    ];
  });

const faultAt = (faults: readonly FieldFault[], name: string): string | null =>
  faults.find(({ pointer }) => pointer === pointerTo(name) || pointer.startsWith(`${pointerTo(name)}/`))?.detail ??
  null;

function contactFilled({ name }: ShapeField, values: FormValues | null, faults: readonly FieldFault[]): Filled {
  const typed = values?.contact[name as keyof FormValues['contact']] ?? '';
  const fault = faultAt(faults, name) ?? (name === 'email' ? faultAt(faults, '_replyto') : null);
  return { typed: typed === '' ? [] : [typed], fault };
}

function ownFilled({ name }: ShapeField, form: PostedForm | null, faults: readonly FieldFault[]): Filled {
  const typed = (form?.fields ?? [])
    .filter(one => one[0] === name)
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]));
  return { typed: typed.map(one => (typeof one === 'string' ? one : String(one ?? ''))), fault: faultAt(faults, name) };
}

function filesHtml({ open, form, faults }: FormPage): Html {
  const { count, megabytes, types } = open.settings.files;
  const fault = faultAt(faults, FILES_POINTER.slice(1));
  const again = (form?.files.length ?? 0) > 0 ? ' Choose your files once more: a page cannot keep them.' : '';
  const kinds = types.length === 0 ? '' : `${types.map(type => type.toUpperCase()).join(', ')}. `;
  const help = `${kinds}${count === 1 ? 'One file' : `Up to ${count} files`}, ${megabytes} MB each.${again}`;
  return html`<div class="field"><label for="f-files">Files <span class="optional">(optional)</span></label><div class="help" id="f-files-help">${help}</div><input type="file" id="f-files" name="files"${count > 1 && html` multiple`}${types.length > 0 && html` accept="${types.map(type => `.${type}`).join(',')}"`} aria-describedby="f-files-help${fault !== null && ' f-files-fault'}"${fault !== null && html` aria-invalid="true"`}>${fault !== null && html`<p class="wrong" id="f-files-fault">${fault}</p>`}</div>`;
}

/** Comes into focus by itself, so that it is read out first; each fault leads to its field. */
function faultsHtml({ open, faults, notice }: FormPage): Html {
  if (faults.length === 0 && notice === null) return html``;
  const shape = open.shape(true);
  const known = new Set([...shape.contact, ...shape.fields].map(field => field.name));
  const rows = faults.map(({ pointer, detail }) => {
    const name = (pointer.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
    const field = name === '_replyto' ? 'email' : name;
    const target = known.has(field) ? fieldId(field) : pointer === FILES_POINTER ? 'f-files' : null;
    return target === null ? html`<li>${detail}</li>` : html`<li><a href="#${target}">${detail}</a></li>`;
  });
  const title =
    notice ?? (faults.length === 1 ? 'One thing is to be corrected:' : `${faults.length} things are to be corrected:`);
  return html`<div class="faults" role="alert" tabindex="-1" autofocus><h2>${title}</h2>${rows.length > 0 && html`<ul>${rows}</ul>`}</div>`;
}
