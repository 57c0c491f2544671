// A form as JSON: one object, each member a field; `_files` is a list of { name, contentType, content } with the bytes in base64. Guarantees: the depth is
// looked at before anything is parsed; a fault says where.
import { depthOf } from '../../envelope/json.place.js';
import { FORM_LIMITS, type FormCounter, type PostedFile, type PostedForm, refuse } from './posted.form.js';
import { cleanText } from './text.decoder.js';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

export function readJsonForm(body: Uint8Array, counter: FormCounter): PostedForm {
  const value = parsed(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(422, 'FORM.UNREADABLE', 'The form must be one JSON object, with a member for each field', '');
  const form: PostedForm = { fields: [], files: [], warnings: [] };
  for (const [name, item] of Object.entries(value as Record<string, unknown>)) {
    const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    counter.name(Buffer.byteLength(name));
    if (name === '_files') form.files = filesOf(item, counter);
    else {
      counter.value(bytesOf(item), pointer);
      form.fields.push([cleanText(name), clean(item)]);
    }
  }
  return form;
}

function parsed(body: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return refuse(400, 'FORM.UNREADABLE', 'The bytes are not UTF-8, which JSON is (RFC 8259, section 8.1)');
  }
  if (depthOf(text) > FORM_LIMITS.depth)
    refuse(400, 'FORM.UNREADABLE', `It is nested more than ${FORM_LIMITS.depth} deep`);
  try {
    return JSON.parse(text);
  } catch {
    return refuse(400, 'FORM.UNREADABLE', 'It is not JSON');
  }
}

function filesOf(value: unknown, counter: FormCounter): PostedFile[] {
  if (!Array.isArray(value)) return refuse(422, 'FORM.UNREADABLE', 'The files must be a list', '/_files');
  return value.map((file: unknown, i) => {
    counter.file();
    const { name, contentType, content } = (typeof file === 'object' && file !== null ? file : {}) as Record<
      string,
      unknown
    >;
    const at = (member: string, wanted: string) => refuse(422, 'FORM.UNREADABLE', wanted, `/_files/${i}/${member}`);
    if (typeof name !== 'string') return at('name', 'A file must have a name');
    if (typeof content !== 'string' || !BASE64.test(content))
      return at('content', 'The bytes of a file must be base64');
    const declaredType = typeof contentType === 'string' ? contentType.split(';')[0]!.trim().toLowerCase() : '';
    return { field: '_files', filename: cleanText(name), declaredType, bytes: Buffer.from(content, 'base64') };
  });
}

const bytesOf = (item: unknown): number => Buffer.byteLength(typeof item === 'string' ? item : JSON.stringify(item));

/** Texts within any value, and names: what cannot be stored is gone. The depth was bounded before. */
function clean(item: unknown): unknown {
  if (typeof item === 'string') return cleanText(item);
  if (Array.isArray(item)) return item.map(clean);
  if (typeof item !== 'object' || item === null) return item;
  return Object.fromEntries(Object.entries(item).map(([name, one]) => [cleanText(name), clean(one)]));
}
