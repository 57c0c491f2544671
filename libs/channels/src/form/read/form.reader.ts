// The body of a post as a form, whichever of the three encodings it has. The same reading at the door and when it is converted. Guarantee: never throws,
// whatever the bytes.
import { createHash } from 'node:crypto';
import { readJsonForm } from './json.reader.js';
import { readMultipart } from './multipart.reader.js';
import { FormCounter, type FormReading, FormRefusal, type PostedForm, refuse } from './posted.form.js';
import { readUrlencoded } from './urlencoded.reader.js';

export type FormEncoding = 'urlencoded' | 'multipart' | 'json';

/** Null for every other type. */
export function encodingOf(contentType: string): FormEncoding | null {
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded') return 'urlencoded';
  if (type === 'multipart/form-data') return 'multipart';
  return /^application\/(?:[\w.+-]+\+)?json$/.test(type) ? 'json' : null;
}

export const TYPE_WORDS = 'Send it as application/x-www-form-urlencoded, multipart/form-data or application/json';

/** @param contentType  the header as it came */
export function readForm(body: Uint8Array, contentType: string): FormReading {
  try {
    return { outcome: 'read', form: formIn(body, contentType) };
  } catch (error) {
    if (error instanceof FormRefusal) return { outcome: 'faulty', fault: error.fault };
    throw error;
  }
}

function formIn(body: Uint8Array, contentType: string): PostedForm {
  const counter = new FormCounter();
  switch (encodingOf(contentType)) {
    case 'urlencoded':
      return readUrlencoded(body, parameterOf(contentType, 'charset'), counter);
    case 'multipart':
      return readMultipart(body, parameterOf(contentType, 'boundary'), counter);
    case 'json':
      return readJsonForm(body, counter);
    case null:
      return refuse(415, 'FORM.TYPE', TYPE_WORDS);
  }
}

function parameterOf(contentType: string, name: string): string {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(contentType);
  return found?.[1] ?? found?.[2] ?? '';
}

/** Hex SHA-256 over what was filled in: the same for two clicks on one button, whose multipart bodies have different boundaries. */
export function contentHash({ fields, files }: PostedForm, leftOut: readonly string[]): string {
  const said = fields.filter(([name]) => !leftOut.includes(name));
  const sent = files.map(({ field, filename, bytes }) => [
    field,
    filename,
    createHash('sha256').update(bytes).digest('hex'),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([said, sent]))
    .digest('hex');
}
