// From what a colleague told to a ticket draft. Pure. Guarantees: whoever asked is the requester; the words are the colleague's, and stand under that name.
import { createHash } from 'node:crypto';
import { type DraftAttachment, notAutomatic, type TicketDraft } from '#tickets';
import type { Conversion, ConvertInput } from '../contract/converter.js';
import { readTold, type ToldRequest } from './told.request.js';

const LONGEST_SUBJECT = 90;
const NO_SUBJECT = 'A request that a colleague forwards';

export function convertTold({ raw }: ConvertInput): Conversion {
  const read = readTold(raw);
  const nothing = { drafts: [], blobs: new Map(), acks: [], suppressed: null };
  if (!read.request) return { ...nothing, quarantined: [{ reason: 'colleague.unreadable', detail: read.detail }] };
  const blobs = new Map<string, Uint8Array>();
  const attachments = read.request.files.map((file): DraftAttachment => {
    const bytes = Buffer.from(file.content, 'base64');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    blobs.set(sha256, bytes);
    return { filename: file.filename, contentType: file.contentType, size: bytes.length, sha256 };
  });
  const contentKey = createHash('sha256').update(raw).digest('hex');
  return { ...nothing, drafts: [draftOf(read.request, attachments, contentKey)], blobs, quarantined: [] };
}

function draftOf(request: ToldRequest, attachments: DraftAttachment[], contentKey: string): TicketDraft {
  const { by, who, want, haste } = request;
  const byPhone = who.address === '' && who.phone !== '';
  return {
    // Who can only be called is called back: the shorter promise is the right one.
    kind: byPhone ? 'callback' : 'inquiry',
    subject: subjectOf(request),
    requester: {
      name: who.name || who.company || who.address || who.phone,
      ...(who.address ? { address: who.address } : {}),
      ...(who.phone ? { phone: who.phone } : {}),
    },
    author: { name: by.name, address: by.address },
    to: [],
    cc: [],
    text: textOf(request),
    html: null,
    attachments,
    messageId: null,
    inReplyTo: null,
    references: [],
    automatic: notAutomatic(),
    forwardedBy: { name: by.name, address: by.address },
    forward: {
      way: 'page',
      confidence: 'certain',
      how: 'Told on the forward page by a colleague who was signed in',
      colleague: 'proven',
      note: '',
      ...(haste === 'normal' ? {} : { haste }),
    },
    sentAt: null,
    deliveredTo: [],
    contentKey,
    fields: byPhone ? { phone: who.phone, about: firstLine(want) } : {},
    warnings: [],
  };
}

function subjectOf({ want, shared, who }: ToldRequest): string {
  const said = firstLine(want) || shared.title.trim() || firstLine(shared.text);
  if (said) return said;
  const whose = who.name || who.company;
  return whose ? `${NO_SUBJECT}: ${whose}`.slice(0, LONGEST_SUBJECT).toWellFormed() : NO_SUBJECT;
}

function firstLine(text: string): string {
  const line = text.trim().split('\n')[0]!.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_SUBJECT ? `${line.slice(0, LONGEST_SUBJECT - 1).toWellFormed()}…` : line;
}

function textOf({ want, who, shared }: ToldRequest): string {
  const reach = [
    ['Name', who.name],
    ['Company', who.company],
    ['Mail', who.address],
    ['Phone', who.phone],
  ].flatMap(([title, value]) => (value ? [`${title}: ${value}`] : []));
  const passedOn = [shared.title, shared.text, shared.url]
    .map(one => one.trim())
    .filter(one => one !== '' && !want.includes(one));
  return [want.trim(), reach.join('\n'), passedOn.join('\n')].filter(part => part !== '').join('\n\n');
}
