// The converter of EDI: one interchange to its tickets, its refused sets, and what the partner is answered. Guarantees: never rejects for what a sender
// can send; result i belongs to input i; runs in this thread, for reading is faster than sending bytes to another, and lets others have their turn
// between interchanges.
import type { Conversion, Converter, ConvertInput } from '../contract/converter.js';
import type { Acknowledgement } from '../contract/interchange.js';
import { pacedConverter } from '../contract/running/paced.converter.js';
import { writeAcknowledgement } from './ack/acknowledgement.writer.js';
import { MessageReader } from './convert/message.reader.js';

/** Bytes that are read without a pause. */
const PAUSE_BYTES = 64 * 1024;

export const createEdiConverter = (): Converter => pacedConverter(conversionOf, PAUSE_BYTES);

function conversionOf(input: ConvertInput): Conversion {
  const conversion: Conversion = { drafts: [], blobs: new Map(), suppressed: null, quarantined: [] };
  if (input.oversize) {
    const { declaredBytes, limitBytes } = input.oversize;
    const detail = `The interchange has ${declaredBytes} bytes; the limit is ${limitBytes}.`;
    conversion.quarantined.push({ reason: 'edi.too-large', detail });
    return conversion;
  }
  const message = new MessageReader(input);
  for (const part of message.parts()) {
    if ('draft' in part) conversion.drafts.push(part.draft);
    else conversion.quarantined.push(part.quarantine);
  }
  if (message.facts) conversion.interchange = message.facts;
  conversion.suppressed = conversion.drafts.length + conversion.quarantined.length === 0 ? message.suppressed : null;
  conversion.answers = message.answers();
  conversion.returned = message.returned;
  return conversion;
}

/** As it would be written, with a number that is never given and a time that never was. */
export function shownAnswer(answer: Acknowledgement): { type: string; text: string } {
  const bytes = writeAcknowledgement(answer, { interchangeRef: '000000001', at: new Date(0) });
  return { type: answer.type, text: Buffer.from(bytes).toString('utf8') };
}
