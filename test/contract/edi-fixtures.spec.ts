// The EDI fixtures against what is right for them. Guarantee: each file is cut and goes through the real converter; an expectation is written by hand beside
// it, and names places by the text that stands there.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Conversion } from '#channels/contract';
import { type TradingPartner, usualAgreement } from '#tickets';
import { createEdiConverter, shownAnswer } from '../../libs/channels/src/edi/edi.converter.js';
import { readInterchange, senderOf } from '../../libs/channels/src/edi/envelope/interchange.reader.js';
import { type Slice, splitInterchanges } from '../../libs/channels/src/edi/syntax/interchange.splitter.js';

interface Refusal {
  reason: string;
  /** The text that begins at the place, or that ends there; or it is the end of the file. */
  at?: string;
  after?: string;
  atEnd?: true;
  segment?: number;
  element?: number;
  part?: number;
}

interface Golden {
  /** What was agreed beside the usual; null: nobody has this identity. */
  partner?: Partial<TradingPartner> | null;
  /** Slices that hold an interchange; 1. */
  interchanges?: number;
  drafts: Record<string, unknown>[];
  quarantined?: Refusal[];
  /** `997 A`, in the order of the file. */
  acks?: string[];
  /** Pieces that the acknowledgements hold. */
  ackIncludes?: string[];
  suppressed?: string;
  returned?: string[];
  /** Of the first draft. */
  warnings?: string[];
}

const folder = fileURLToPath(new URL('../fixtures/edi/', import.meta.url));
const names = readdirSync(folder)
  .filter(file => file.endsWith('.edi'))
  .map(file => basename(file, '.edi'))
  .sort();
const converter = createEdiConverter();

function partnerOf(raw: Uint8Array, agreed: Partial<TradingPartner> = {}): TradingPartner | null {
  const named = senderOf(raw);
  if (!named) return null;
  const { standard, sender } = named;
  const identity = { id: 1, key: 'brightmill', name: 'Brightmill', identities: [sender], ownIdentities: [] };
  return { ...usualAgreement(standard), ...identity, enabled: true, version: 1, ...agreed };
}

interface Made {
  slices: Slice[];
  conversions: Conversion[];
}

async function convert(file: Uint8Array, agreed?: Partial<TradingPartner> | null): Promise<Made> {
  const slices = splitInterchanges(file);
  const inputs = slices.map(({ bytes }) => ({
    raw: bytes,
    transport: {},
    organisationDomains: [],
    partner: agreed === null ? null : partnerOf(bytes, agreed),
  }));
  return { slices, conversions: await converter.convert(inputs) };
}

/** Positions in the file, as people look for them. */
function quarantinedIn({ slices, conversions }: Made) {
  return conversions.flatMap(({ quarantined }, slice) =>
    quarantined.map(({ reason, position, part }) => ({
      reason,
      byte: position?.byte === undefined ? undefined : position.byte + slices[slice]!.byteStart,
      segment: position?.segment,
      element: position?.element,
      part: part?.number,
    })),
  );
}

function placeIn(text: string, { at, after, atEnd }: Refusal): number {
  if (atEnd) return text.length;
  const named = after ?? at ?? 'neither `at` nor `after`';
  expect(text).toContain(named);
  return text.indexOf(named) + (after === undefined ? 0 : after.length);
}

describe('the EDI fixtures', () => {
  it('are at least sixty, of both standards', () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
    for (const standard of ['x12', 'edifact']) {
      expect(names.filter(name => name.includes(standard)).length).toBeGreaterThanOrEqual(20);
    }
  });

  it.each(names)('%s becomes what is right for it', async name => {
    const file = readFileSync(`${folder}${name}.edi`);
    const golden: Golden = JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8'));
    const text = file.toString('latin1');
    const made = await convert(file, golden.partner);
    const { conversions, slices } = made;
    expect(slices.filter(({ what }) => what === 'interchange')).toHaveLength(golden.interchanges ?? 1);
    const drafts = conversions.flatMap(conversion => conversion.drafts);
    // First, for it says why a draft is missing.
    expect(quarantinedIn(made)).toEqual(
      (golden.quarantined ?? []).map(refusal => {
        const { reason, segment, element, part } = refusal;
        return { reason, byte: placeIn(text, refusal), segment, element, part };
      }),
    );
    expect(drafts).toMatchObject(golden.drafts);
    const answers = conversions.flatMap(conversion => conversion.answers ?? []);
    expect(answers.map(({ type, code }) => `${type} ${code}`)).toEqual(golden.acks ?? []);
    const acks = answers.map(shownAnswer);
    for (const piece of golden.ackIncludes ?? []) expect(acks.map(ack => ack.text).join('')).toContain(piece);
    for (const ack of acks) {
      const read = readInterchange(Buffer.from(ack.text));
      expect([read, ...read.groups, ...read.groups.flatMap(group => group.sets)].flatMap(one => one.findings)).toEqual(
        [],
      );
    }
    if (golden.suppressed) expect(conversions.map(({ suppressed }) => suppressed)).toEqual([golden.suppressed]);
    const returned = conversions.flatMap(conversion => conversion.returned ?? []);
    expect(returned.map(({ type, outcome }) => `${type} ${outcome}`)).toEqual(golden.returned ?? []);
    if (golden.warnings) expect(drafts[0]!.warnings).toEqual(golden.warnings);
    for (const draft of drafts) expect(JSON.stringify(draft)).not.toContain('\\u0000');
  });
});
