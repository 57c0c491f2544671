// One message of the ledger as the API tells it: its way as stations in words. Pure. Guarantee: of a rail that is not the reader's no word is told, only that
// there is a ticket.
import type { MessagePreview, MessageWay, WayStep } from '#api';
import { previewDraft } from '#channels';
import type { Conversion } from '#channels/contract';
import type { MessageFacts, WayEntry, WayMail, WayPart, MessageWay as WayRows, WayVerdict } from '#store';

type Reads = (departmentId: number) => boolean;

export function wayView({ message, verdicts, parts, entries, mails }: WayRows, reads: Reads): MessageWay {
  const mine = new Map(entries.filter(one => reads(one.departmentId)).map(one => [one.ticketId, one.departmentId]));
  return {
    messageId: message.messageId,
    channelId: message.channelId,
    channelName: message.channelName,
    departmentId: message.departmentId,
    size: message.size,
    sha256: message.sha256,
    state: message.state,
    reason: message.reason,
    position: message.position,
    steps: [
      station('received', message.receivedAt, `Came by ${message.channelName}`),
      station(
        'stored',
        message.storedAt,
        'Stored, byte for byte, before its source was told',
        `SHA-256 ${message.sha256}`,
      ),
      ...verdicts.map(verdictStep),
      ...convertedSteps(message, parts),
      ...entries.map(entry => entryStep(entry, reads(entry.departmentId))),
      ...mails.flatMap(mail => mailStep(mail, mine)),
    ],
  };
}

const station = (step: WayStep['step'], at: Date, words: string, detail: string | null = null): WayStep => ({
  ...{ step, at: at.toISOString(), tone: 'done', words, detail, ticket: null },
});

const ACTS = { replayed: 'sent it on its way again', released: 'released it', discarded: 'put it aside' } as const;

function verdictStep({ act, part, was, name, reason, at }: WayVerdict): WayStep {
  const what = part === null ? ACTS[act] : `${ACTS[act]}, document ${part}`;
  const words = `${name} ${what}; until then: ${was}`;
  return {
    step: 'verdict',
    at: at.toISOString(),
    tone: act === 'discarded' ? 'aside' : 'done',
    words,
    detail: reason,
    ticket: null,
  };
}

/** Conversion and decision are one commit, so that they have one time. */
function convertedSteps(message: MessageFacts, parts: readonly WayPart[]): WayStep[] {
  const at = message.decidedAt?.toISOString() ?? null;
  const none = { at, ticket: null } as const;
  if (message.state === 'pending')
    return [{ step: 'converted', ...none, at: null, tone: 'waits', words: 'Waits to be read', detail: null }];
  const tries = message.attempts > 1 ? `, in ${message.attempts} tries` : '';
  const read: WayStep = {
    step: 'converted',
    ...none,
    tone: 'done',
    words: `Read as ${message.channelKind}${tries}`,
    detail: null,
  };
  if (parts.length > 0)
    return [
      read,
      ...parts.map((part): WayStep => ({ step: 'decided', ...none, ...endOf(part), words: partWords(part) })),
    ];
  return [read, { step: 'decided', ...none, ...endOf(message), words: endWords(message.state, message.reason) }];
}

const TONES = {
  pending: 'waits',
  ticketed: 'done',
  appended: 'done',
  suppressed: 'aside',
  quarantined: 'wrong',
} as const;
const endOf = ({ state, detail }: Pick<WayPart, 'state' | 'detail'>) => ({ tone: TONES[state], detail });

function endWords(state: MessageFacts['state'], reason: string | null): string {
  if (state === 'ticketed') return 'Decided: a ticket of its own';
  if (state === 'appended') return 'Decided: it belongs to a ticket that there was';
  if (state === 'suppressed') return `Left out by the rule ${reason}`;
  return `Held: ${reason}`;
}

const partWords = ({ part, documentType, documentNumber, state, reason }: WayPart): string =>
  `Document ${[part, documentType, documentNumber].filter(Boolean).join(' ')}: ${endWords(state, reason)}`;

function entryStep(entry: WayEntry, mayRead: boolean): WayStep {
  const ticket = mayRead ? { id: entry.ticketId, departmentId: entry.departmentId } : null;
  return {
    step: 'ticket',
    at: entry.at.toISOString(),
    tone: entry.held ? 'wrong' : 'done',
    words: mayRead ? entry.subject : 'On a ticket of another rail',
    detail: mayRead ? entry.why : null,
    ticket,
  };
}

const PURPOSES: Record<string, string> = {
  reply: 'Reply',
  acknowledgement: 'Acknowledgement that it came',
  'edi-acknowledgement': 'Acknowledgement to the partner',
  'edi-document': 'Document to the partner',
  ask: 'Mail that asks for a step of a handoff',
};
const SENT: Record<WayMail['state'], { words: string; tone: WayStep['tone'] }> = {
  queued: { words: 'waits to be sent', tone: 'waits' },
  sending: { words: 'is being sent', tone: 'waits' },
  sent: { words: 'sent', tone: 'done' },
  failed: { words: 'not sent', tone: 'wrong' },
  unknown: { words: 'perhaps sent', tone: 'wrong' },
  cancelled: { words: 'called back', tone: 'aside' },
};

function mailStep(
  { ticketId, purpose, state, error, createdAt, endedAt }: WayMail,
  mine: Map<number, number>,
): WayStep[] {
  const departmentId = ticketId === null ? undefined : mine.get(ticketId);
  if (ticketId !== null && departmentId === undefined && purpose !== 'edi-acknowledgement') return [];
  const said = SENT[state];
  return [
    {
      step: 'reply',
      at: (endedAt ?? createdAt).toISOString(),
      tone: said.tone,
      words: `${PURPOSES[purpose] ?? 'Mail'}: ${said.words}`,
      detail: error,
      ticket: ticketId === null || departmentId === undefined ? null : { id: ticketId, departmentId },
    },
  ];
}

const FIRST = 20;
const TEXT = 600;

export function previewView(messageId: number, { drafts, suppressed, quarantined }: Conversion): MessagePreview {
  return {
    messageId,
    outcome: drafts.length > 0 ? 'taken' : quarantined.length > 0 ? 'quarantined' : 'suppressed',
    drafts: drafts.slice(0, FIRST).map(draft => {
      const { kind, subject, requester, text, attachments } = previewDraft(draft);
      const { name, ...reached } = requester;
      return {
        ...{ kind, subject, text: text.slice(0, TEXT).toWellFormed() },
        requester: [name, ...Object.values(reached)].filter(Boolean).join(', '),
        attachments: attachments.map(file => file.filename),
      };
    }),
    draftCount: drafts.length,
    suppressed,
    quarantined: quarantined.slice(0, FIRST).map(({ reason, detail, part, position }) => ({
      ...{ reason, detail: detail ?? null, part: part?.number ?? null, position: position ?? null },
    })),
  };
}

const LONGEST = 400;

/** What a transport knew, as lines: `released.by`, `rcptTo`. */
export function factsOf(transport: Record<string, unknown>, before = ''): { name: string; value: string }[] {
  return Object.entries(transport).flatMap(([name, value]) => {
    if (value === null || value === undefined || value === '') return [];
    if (typeof value === 'object' && !Array.isArray(value))
      return factsOf(value as Record<string, unknown>, `${before}${name}.`);
    const words = Array.isArray(value) ? value.map(String).join(', ') : String(value);
    return [{ name: before + name, value: words.slice(0, LONGEST).toWellFormed() }];
  });
}
