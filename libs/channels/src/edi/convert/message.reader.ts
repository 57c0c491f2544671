// One message as its interchange: judged, and then read set by set, so that ten thousand sets are never all in memory as drafts unless somebody keeps
// them. Guarantees: never throws for bytes; each set becomes a draft, a quarantine with its place, or a returned acknowledgement; a set that cannot be
// mapped is refused to the partner too, never taken and lost.
import { hash } from 'node:crypto';
import type { Quarantine, TicketDraft, TradeDocument, TradeStandard, TradingPartner } from '#tickets';
import type { ConvertInput } from '../../contract/converter.js';
import type { Acknowledgement, InterchangeFacts, ReturnedAcknowledgement } from '../../contract/interchange.js';
import { answersOf } from '../ack/answer.maker.js';
import { returnedOf } from '../ack/returned.reader.js';
import type { Interchange } from '../envelope/interchange.js';
import { readInterchange } from '../envelope/interchange.reader.js';
import { mapSet } from '../map/set.mapper.js';
import { judge, type Verdict } from '../validate/verdict.js';
import { draftOf } from './draft.builder.js';
import { foreignWords } from './foreign.bytes.js';
import { positionOf, quarantineOf, reasonOf } from './part.quarantine.js';

export type Part = { draft: TicketDraft } | { quarantine: Quarantine };
/** A set above that would be a ticket that no browser shows: some 100,000 lines. */
const MOST_SET_BYTES = 8 * 1024 * 1024;

/** Of ISA and UNB: what stands at the place of a refusal. */
const ELEMENT_REFUSED: Readonly<Record<TradeStandard, Readonly<Record<string, number>>>> = {
  x12: {
    'edi.unknown-sender': 6,
    'edi.partner-switched-off': 6,
    'edi.wrong-recipient': 8,
    'edi.test-on-production': 15,
    'edi.production-on-test': 15,
  },
  edifact: {
    'edi.unknown-sender': 2,
    'edi.partner-switched-off': 2,
    'edi.wrong-recipient': 3,
    'edi.test-on-production': 11,
    'edi.production-on-test': 11,
  },
};

type Judged = Verdict['sets'][number];
type Told = Map<Judged['set'], NonNullable<TradeDocument['ack']>>;

export class MessageReader {
  readonly facts: InterchangeFacts | null;
  readonly returned: ReturnedAcknowledgement[];
  private readonly interchange: Interchange;
  private readonly partner: TradingPartner | null;
  private readonly verdict: Verdict;
  private told: Told | null = null;

  constructor(private readonly input: Pick<ConvertInput, 'raw' | 'partner'>) {
    const { raw, partner = null } = input;
    this.partner = partner;
    this.interchange = readInterchange(raw, { charset: partner?.charset ?? null });
    this.facts = factsOf(this.interchange, raw);
    this.verdict = judge(this.interchange, partner);
    this.returned = this.isTaken ? returnedOf(this.interchange).filter(one => !this.isRejected(one.byteStart)) : [];
  }

  /** Drafts and quarantines in the order of the file. A refused whole is one quarantine without a part. */
  *parts(): Generator<Part> {
    if (this.interchange.header.tag === '') {
      yield { quarantine: this.foreign() };
      return;
    }
    if (!this.isTaken) {
      yield { quarantine: this.refusedWhole() };
      return;
    }
    const acks = new Set(this.returned.map(({ byteStart }) => byteStart));
    for (const [index, judged] of this.verdict.sets.entries()) {
      if (acks.has(judged.set.byteStart)) continue;
      yield judged.outcome === 'rejected' ? this.refusal(judged, index) : this.taken(judged, index);
    }
  }

  /** Ask when all parts were read: a set that could not be mapped is answered as refused. */
  answers(): Acknowledgement[] {
    return this.facts ? answersOf(this.interchange, this.verdict, this.partner) : [];
  }

  /** The rule that keeps it from becoming a ticket: nothing in it but acknowledgements for us. */
  get suppressed(): string | null {
    return this.isTaken && this.returned.length > 0 && this.returned.length >= this.verdict.sets.length
      ? 'edi.acknowledgement'
      : null;
  }

  private get isTaken(): boolean {
    return this.verdict.interchange.outcome === 'taken';
  }

  private isRejected(byteStart: number): boolean {
    return this.verdict.sets.some(({ set, outcome }) => set.byteStart === byteStart && outcome === 'rejected');
  }

  private taken(judged: Judged, index: number): Part {
    const { set, group, findings } = judged;
    const size = set.byteEnd - set.byteStart;
    if (size > MOST_SET_BYTES) {
      return this.refuse(judged, index, 'edi.set-too-large', `has ${size} bytes; the limit is ${MOST_SET_BYTES}.`);
    }
    try {
      const mapped = mapSet(set, group, this.interchange, this.input.raw);
      const found = [...this.verdict.interchange.findings, ...group.findings, ...findings];
      const told = [...new Set(found.map(({ message }) => message))];
      const ack = this.ackOf(judged);
      return { draft: draftOf({ mapped, part: partOf(judged, index), facts: this.facts, findings: told, ack }) };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return this.refuse(judged, index, 'edi.set-unreadable', `could not be read: ${why}`);
    }
  }

  /** What the standard has no fault for: the partner is told that this set was not taken. */
  private refuse(judged: Judged, index: number, reason: string, why: string): Part {
    const { set, findings } = judged;
    const tag = set.standard === 'x12' ? 'ST' : 'UNH';
    const message = `The ${set.type} ${set.controlRef} ${why}`;
    judged.outcome = 'rejected';
    findings.push({ code: 'segment.unexpected', severity: 'error', message, byte: set.byteStart, tag, segment: 1 });
    return this.refusal(judged, index, reason);
  }

  private refusal(judged: Judged, index: number, reason?: string): Part {
    const { set, group, findings } = judged;
    // Refused for what its group or interchange is, where it has no fault of its own.
    const found = [...findings, ...group.findings, ...this.verdict.interchange.findings];
    const errors = found.filter(({ severity }) => severity === 'error');
    const whole = {
      reason: reason ?? (errors[0] ? reasonOf(errors[0]) : 'edi.refused'),
      part: partOf(judged, index),
      ...(set.type === '' ? {} : { documentType: set.type }),
      ...(set.controlRef === '' ? {} : { documentRef: set.controlRef }),
    };
    return {
      quarantine: quarantineOf(findings.some(({ severity }) => severity === 'error') ? findings : found, whole),
    };
  }

  private refusedWhole(): Quarantine {
    const { header } = this.interchange;
    const { reason, detail, findings } = this.verdict.interchange;
    const broken = findings.find(({ severity }) => severity === 'error');
    if (reason === 'edi.envelope-invalid' && broken) return { reason, detail, position: positionOf(broken) };
    const element = ELEMENT_REFUSED[this.interchange.standard][reason ?? ''];
    const position = element === undefined ? { byte: header.byte } : { byte: header.byteOf(element), element };
    return { reason: reason ?? 'edi.refused', detail, position };
  }

  private foreign(): Quarantine {
    const { byteStart } = this.interchange;
    const empty = byteStart >= this.input.raw.byteLength;
    return {
      reason: empty ? 'edi.empty' : 'edi.no-interchange',
      detail: empty ? 'There is nothing in it.' : foreignWords(this.input.raw.subarray(byteStart)),
      position: { byte: empty ? 0 : byteStart },
    };
  }

  /** What the partner is told of this set; when it is sent, the router knows. */
  private ackOf({ set }: Judged): TradeDocument['ack'] {
    this.told ??= toldOf(this.verdict.sets, this.interchange.controlRef, this.answers());
    return this.told.get(set) ?? null;
  }
}

const partOf = ({ set }: Judged, index: number) => ({
  number: index + 1,
  byteStart: set.byteStart,
  byteEnd: set.byteEnd,
});

function factsOf(interchange: Interchange, raw: Uint8Array): InterchangeFacts | null {
  const { standard, sender, receiver, controlRef, testFlag, version } = interchange;
  if (sender.id === '' || controlRef === '') return null;
  const sha256 = hash('sha256', raw);
  return { standard, sender, receiver, controlRef, test: testFlag, version, ...sentAt(interchange), sha256 };
}

/** ISA09 and ISA10, S004. */
const sentAt = ({ standard, header }: Interchange) =>
  standard === 'x12'
    ? { date: header.value(9), time: header.value(10) }
    : { date: header.value(4, 1), time: header.value(4, 2) };

/** References may repeat, in other groups or by mistake: sets take their answers in turn. */
function toldOf(sets: readonly Judged[], controlRef: string, answers: readonly Acknowledgement[]): Told {
  const waiting = new Map<string, NonNullable<TradeDocument['ack']>[]>();
  for (const { type, ref, sets: answered } of answers) {
    for (const { ref: setRef, code } of answered) {
      const key = `${ref} ${setRef}`;
      waiting.set(key, [...(waiting.get(key) ?? []), { type, code, ref, sentAt: null }]);
    }
  }
  const told: Told = new Map();
  for (const { set, group } of sets) {
    const answered = set.standard === 'x12' ? group.controlRef : controlRef;
    const ack = waiting.get(`${answered} ${set.controlRef}`)?.shift();
    if (ack) told.set(set, ack);
  }
  return told;
}
