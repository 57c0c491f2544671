// From bytes to the document, or to what is wrong with them and where. Guarantees: never throws, whatever the bytes; what it read can be stored as it is.
import { checkFields, type Position, type TicketKind } from '#tickets';
import { EnvelopeDocument } from './envelope.schema.js';
import { byteOf, depthOf } from './json.place.js';
import { syntaxErrorAt } from './json.syntax.js';

export interface EnvelopeFault {
  reason:
    | 'envelope.not-utf-8'
    | 'envelope.not-json'
    | 'envelope.too-deep'
    | 'envelope.invalid'
    | 'envelope.unknown-kind'
    | 'envelope.fields';
  /** The places, RFC 6901; at least one. */
  errors: { pointer: string; detail: string }[];
  /** Of the first of them. */
  position: Position;
}

export type EnvelopeReading = { outcome: 'read'; document: EnvelopeDocument } | ({ outcome: 'faulty' } & EnvelopeFault);

/** What people fill in ends much earlier; storage ends somewhere. */
const DEEPEST = 64;
const MOST_ERRORS = 50;

/** @param kinds  the ticket kinds, and the one of the channel; left out: fields and kind are not judged */
export function readEnvelope(
  raw: Uint8Array,
  kinds?: { kindOf: (key: string) => TicketKind | undefined; usual: string },
): EnvelopeReading {
  const text = decoded(raw);
  if (text === null)
    return faulty('envelope.not-utf-8', [{ pointer: '', detail: 'The bytes are not UTF-8' }], {
      byte: firstBadByte(raw),
    });
  if (depthOf(text) > DEEPEST)
    return faulty('envelope.too-deep', [{ pointer: '', detail: `It is nested more than ${DEEPEST} deep` }], {
      byte: 0,
    });
  const bom = raw.length > Buffer.byteLength(text) ? 3 : 0;
  let value: unknown;
  try {
    value = JSON.parse(text, (_, item: unknown) =>
      typeof item === 'string' ? item.replaceAll('\0', '').toWellFormed() : item,
    );
  } catch {
    const detail = raw.length === bom ? 'There is nothing in it' : 'It is not JSON';
    return faulty('envelope.not-json', [{ pointer: '', detail }], {
      byte: bom + Buffer.byteLength(text.slice(0, syntaxErrorAt(text))),
    });
  }
  const at = (path: readonly PropertyKey[]): Position => ({ byte: bom + byteOf(text, path), pointer: pointerOf(path) });
  const read = EnvelopeDocument.safeParse(value);
  if (!read.success) {
    const places = read.error.issues.flatMap(({ code, path, message, ...issue }) => {
      if (code !== 'unrecognized_keys') return [{ path, detail: message }];
      return (issue as { keys: string[] }).keys.map(name => ({
        path: [...path, name],
        detail: 'No such name is known here',
      }));
    });
    const errors = places.slice(0, MOST_ERRORS).map(({ path, detail }) => ({ pointer: pointerOf(path), detail }));
    return faulty('envelope.invalid', errors, at(places[0]?.path ?? []));
  }
  const document = read.data;
  const unnamed = unstorableName(document.fields ?? {}, ['fields']);
  if (unnamed)
    return faulty(
      'envelope.invalid',
      [{ pointer: pointerOf(unnamed), detail: 'A name has signs that cannot be stored' }],
      at(unnamed),
    );
  if (!kinds) return { outcome: 'read', document };
  const key = document.kind ?? kinds.usual;
  const kind = kinds.kindOf(key);
  if (!kind)
    return faulty(
      'envelope.unknown-kind',
      [{ pointer: '/kind', detail: `There is no ticket kind "${key}"` }],
      at(['kind']),
    );
  const wrong = document.fields ? checkFields(kind.schema, document.fields) : [];
  if (wrong.length === 0) return { outcome: 'read', document };
  const errors = wrong.map(({ pointer, detail }) => ({ pointer: `/fields${pointer}`, detail }));
  return faulty('envelope.fields', errors.slice(0, MOST_ERRORS), at(pathOf(errors[0]!.pointer, document)));
}

const faulty = (
  reason: EnvelopeFault['reason'],
  errors: EnvelopeFault['errors'],
  position: Position,
): EnvelopeReading => ({
  outcome: 'faulty',
  reason,
  errors,
  position,
});

function decoded(raw: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return null;
  }
}

/** Where what was read back first differs from what came: the first byte that is no UTF-8. */
function firstBadByte(raw: Uint8Array): number {
  const again = Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(raw));
  let at = 0;
  while (at < raw.length && raw[at] === again[at]) at++;
  return at;
}

/** The path to a name that PostgreSQL cannot store. The depth was bounded before. */
function unstorableName(value: unknown, path: readonly PropertyKey[]): PropertyKey[] | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, item] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(name) : name];
    if (name.includes('\0') || !name.isWellFormed()) return here;
    const below = unstorableName(item, here);
    if (below) return below;
  }
  return null;
}

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1').toWellFormed()}`).join('');

/** A pointer as the steps through this value: into a list the step is a number. */
function pathOf(pointer: string, root: unknown): PropertyKey[] {
  let at = root;
  return pointer
    .split('/')
    .slice(1)
    .map(part => {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(at) ? Number(name) : name;
      at = (at as Record<PropertyKey, unknown> | undefined | null)?.[step];
      return step;
    });
}
