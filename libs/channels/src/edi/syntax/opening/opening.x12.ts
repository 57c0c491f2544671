// ISA and the delimiters that it shows by using them. Guarantee: walks the 16 separators instead of trusting that ISA is 106 long, for no-break spaces
// in UTF-8 and identifiers without padding shift everything after them.
import type { Opening } from './opening.js';
import { canDelimit, isShared } from './opening.js';

const ISA_LENGTH = 106;
/** ISA is looked for in so many bytes. */
const WALK = 256;
const USUAL_TERMINATORS = /[~\n\r'|\x15]/;

export function readIsa(text: string, at: number): Opening {
  const element = text[at + 3]!;
  const places = separators(text, at, element);
  const part = (number: number): string => text.slice(places[number - 1]! + 1, places[number]);
  // ISA15 is one letter: where it is more, the walk went on into the next segment.
  if (places.length < 16 || part(15).trim().length !== 1)
    return guessed(text, at, element, 'ISA does not have 16 elements.');
  const last = places[15]!;
  const missing = lacksComponent(text, last);
  const component = missing ? ':' : text[last + 1]!;
  const terminator = missing ? text[last + 1]! : text[last + 2];
  const delimiters = {
    element,
    component,
    repetition: part(12) >= '00402' && canDelimit(part(11)) && part(11).length === 1 ? part(11) : null,
    release: null,
    terminator: terminator ?? '',
  };
  const wrong = whyUnusable(delimiters);
  if (wrong) return guessed(text, at, element, wrong);
  const headerEnd = last + (missing ? 2 : 3);
  const length = headerEnd - at;
  const short = length !== ISA_LENGTH;
  return {
    standard: 'x12',
    header: at,
    headerEnd,
    delimiters,
    problem: short ? `ISA is ${length} bytes long; the standard says ${ISA_LENGTH}.` : null,
    severity: short ? 'length' : 'none',
  };
}

/** Bytes of up to 16 separators. */
function separators(text: string, at: number, element: string): number[] {
  const places: number[] = [];
  const end = Math.min(text.length, at + WALK);
  const separator = element.charCodeAt(0);
  for (let place = at + 3; place < end && places.length < 16; place++)
    if (text.charCodeAt(place) === separator) places.push(place);
  return places;
}

/** ISA16 was left out: what stands there is the terminator, as the next segment or the end of the next line shows. */
function lacksComponent(text: string, last: number): boolean {
  if (!canDelimit(text[last + 1])) return false;
  const after = text.slice(last + 2, last + 6);
  if (/^(GS|TA1|IEA)[^A-Za-z0-9]?/.test(after)) return true;
  if (text[last + 1] !== '~' || !/^[\r\n]/.test(after)) return false;
  const [, next = ''] = /^[\r\n]+([^\r\n]*)[\r\n]/.exec(text.slice(last + 2, last + WALK)) ?? [];
  return next.endsWith('~');
}

function whyUnusable({ element, component, repetition, terminator }: Opening['delimiters']): string | null {
  if (!canDelimit(component)) return `ISA16 gives "${component}" as component separator.`;
  if (!canDelimit(terminator)) return 'ISA has no segment terminator.';
  const all = [element, component, terminator, ...(repetition === null ? [] : [repetition])];
  return isShared(all) ? 'ISA uses one character for two kinds of delimiters.' : null;
}

/** Delimiters that are good enough to show the rest, never to accept it. */
function guessed(text: string, at: number, element: string, problem: string): Opening {
  const near = text.slice(at + 4, at + WALK);
  const found = USUAL_TERMINATORS.exec(near);
  const terminator = found && found[0] !== element ? found[0] : '~';
  const headerEnd = found && found[0] !== element ? at + 4 + found.index + 1 : at + 4 + near.length;
  const component = [':', '>', '<'].find(usual => usual !== element && usual !== terminator)!;
  return {
    standard: 'x12',
    header: at,
    headerEnd,
    delimiters: { element, component, repetition: null, release: null, terminator },
    problem,
    severity: 'invalid',
  };
}
