// Which mail a report is about: its Message-ID and its subject, from the copy that the report carries, or from what it says itself.
import type { AttachedPart } from '../body/attachment.list.js';
import type { ConvertLimits } from '../convert.limits.js';
import { firstValue, type HeaderField, readHeaderSection } from '../header/header.reader.js';
import { headerTextDecoder } from '../header/header-text.decoder.js';
import { readMessageId, readMessageIds } from '../header/message-id.reader.js';
import { normaliseLineEnds } from '../mime/line-end.normaliser.js';

const COPY = /^(?:message\/(?:rfc822|global|rfc822-headers|global-headers)|text\/rfc822-headers)$/;
const LONGEST_SUBJECT = 300;

export interface ReportedMail {
  originalMessageId?: string;
  originalSubject?: string;
}

/**
 * @param fields of the report itself
 * @param named what its text or its blocks say: raw values, null where they say nothing
 */
export function readReportedMail(
  attachments: readonly AttachedPart[],
  fields: readonly HeaderField[],
  named: { messageId: string | null; subject: string | null },
  limits: ConvertLimits,
): ReportedMail {
  const copies = attachments
    .filter(part => COPY.test(part.contentType))
    .map(part => readHeaderSection(normaliseLineEnds(part.bytes), 0, limits).fields);
  const answered = () =>
    readMessageId(firstValue(fields, 'in-reply-to')) ?? readMessageIds(firstValue(fields, 'references') ?? '').at(-1);
  const id =
    copies.map(copy => readMessageId(firstValue(copy, 'message-id'))).find(Boolean) ??
    (named.messageId ? readMessageId(named.messageId) : answered());
  const subject = copies.map(subjectOf).find(Boolean) ?? named.subject?.trim();
  return {
    ...(id ? { originalMessageId: id } : {}),
    ...(subject ? { originalSubject: subject.replace(/\s+/g, ' ').slice(0, LONGEST_SUBJECT).toWellFormed() } : {}),
  };
}

function subjectOf(copy: readonly HeaderField[]): string {
  const value = firstValue(copy, 'subject');
  return value === null
    ? ''
    : headerTextDecoder([value], null, () => undefined)
        .text(value)
        .trim();
}
