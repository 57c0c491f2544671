// The body of a post as what it holds: a form, or JSON. Pure.
import { RecordFault } from '../hear/record.fields.js';
import type { PhoneSource } from '../phone.settings.js';

const FORM = 'application/x-www-form-urlencoded';
/** mod_json_cdr has a way of its own beside the two that everybody knows. */
const BASE64_FORM = 'application/x-www-form-base64-encoded';

export const mediaTypeOf = (contentType: string | undefined): string =>
  (contentType ?? '').split(';')[0]!.trim().toLowerCase();

/** Which types a source posts. */
export const POSTED_TYPES: Partial<Record<PhoneSource, readonly string[]>> = {
  twilio: [FORM],
  freeswitch: ['application/json', 'text/json', FORM, BASE64_FORM],
  'generic-json': ['application/json', 'text/json'],
};

/** @throws RecordFault phone.not-json, phone.field-missing */
export function postedDocument(
  raw: Uint8Array,
  { contentType, line }: { contentType?: string | undefined; line?: number | undefined },
  source: PhoneSource,
): URLSearchParams | unknown {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  if (source === 'twilio') return new URLSearchParams(text.trim());
  const place = line === undefined ? {} : { row: line };
  const type = mediaTypeOf(contentType);
  // Its own type where it is said; else the first sign tells.
  const isForm = type === FORM || type === BASE64_FORM || (type === '' && /^\s*cdr=/.test(text));
  if (source !== 'freeswitch' || !isForm) return json(text, place);
  const value =
    type === BASE64_FORM ? (/(?:^|&)cdr=([^&]*)/.exec(text)?.[1] ?? '') : (new URLSearchParams(text).get('cdr') ?? '');
  if (value === '')
    throw new RecordFault('phone.field-missing', 'The form has no field "cdr".', { ...place, pointer: '/cdr' });
  return json(type === BASE64_FORM ? Buffer.from(value, 'base64').toString('utf8') : value, place);
}

function json(text: string, place: { row?: number }): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RecordFault('phone.not-json', 'This is no JSON.', { ...place, pointer: '' }, { cause: error });
  }
}
