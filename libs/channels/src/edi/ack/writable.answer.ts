// An acknowledgement that can be written: it repeats what the partner wrote, and damaged files hold anything. Guarantee: what it judges stays as it is; only
// characters that our syntax cannot say become a question mark.
import type { Acknowledgement } from '../../contract/interchange.js';
import { NotWritable, X12_DELIMITERS } from '../syntax/segment.writer.js';
import { writeAcknowledgement } from './acknowledgement.writer.js';

const SAMPLE = { interchangeRef: '000000001', at: new Date(0) };

/** Null where even that cannot be written, because the envelope has no room for who they say they are. */
export function writableAnswer(answer: Acknowledgement): Acknowledgement | null {
  if (canBeWritten(answer)) return answer;
  const plain = inPlainCharacters(answer);
  return canBeWritten(plain) ? plain : null;
}

function canBeWritten(answer: Acknowledgement): boolean {
  try {
    writeAcknowledgement(answer, SAMPLE);
    return true;
  } catch (error) {
    if (error instanceof NotWritable) return false;
    throw error;
  }
}

function inPlainCharacters(answer: Acknowledgement): Acknowledgement {
  const { element, component, repetition, terminator } = X12_DELIMITERS;
  const special = answer.type === 'CONTRL' ? '' : element + component + repetition + terminator;
  const plain = (text: string): string =>
    [...text].map(one => (one < ' ' || one > '~' || special.includes(one) ? '?' : one)).join('');
  const { from, to, application, body } = answer;
  return {
    ...answer,
    from: { qualifier: plain(from.qualifier), id: plain(from.id) },
    to: { qualifier: plain(to.qualifier), id: plain(to.id) },
    version: plain(answer.version),
    application: application && { from: plain(application.from), to: plain(application.to) },
    body: body.map(segment => segment.map(one => (typeof one === 'string' ? plain(one) : one.map(plain)))),
  };
}
