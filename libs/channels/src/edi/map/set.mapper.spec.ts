// Which ticket a set becomes, whatever it is.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { edifactBytes, mapEdifact, mapped, mapX12, x12Bytes } from '../../../../../test/edi/mapped.set.js';

describe('a set becomes a ticket', () => {
  it.each([
    ['850', 'BEG*00*SA*4711**20260302', 'order', null, true],
    ['850', 'BEG*05*SA*4711**20260302', 'order', '4711', false],
    ['850', 'BEG*01*SA*4711**20260302', 'order', '4711', false],
    ['850', 'BEG*07*SA*4711**20260302', 'order', '4711', false],
    ['850', 'BEG*22*SA*4711**20260302', 'order', null, false],
    ['860', 'BCH*04*SA*4711***20260302', 'order-change', '4711', false],
    ['840', 'BQT*00*RQ-8*20260302', 'rfq', null, true],
    ['869', 'BSI*INQ-5*20260318*SO\nHL*1**O\nPRF*4711', 'status-inquiry', '4711', false],
    ['869', 'BSI*INQ-5*20260318*SO', 'status-inquiry', null, false],
    ['864', 'BMG*00*News', 'message', null, false],
    ['810', 'BIG*20260331*R-1**4711', 'document', null, false],
  ])('X12 %s, %s: %s that joins the order %s; original %s', (type, body, kind, joinsOrder, original) =>
    expect(mapX12(type, body)).toMatchObject({ kind, joinsOrder, original }),
  );

  it.each([
    ['ORDERS', 'BGM+220+88014+9', 'order', null, true],
    ['ORDERS', 'BGM+220+88014+5', 'order', '88014', false],
    ['ORDCHG', 'BGM+230+C-1+4\nRFF+ON:88014', 'order-change', '88014', false],
    ['ORDCHG', 'BGM+230+88014+4', 'order-change', '88014', false],
    ['REQOTE', 'BGM+311+A-3+9', 'rfq', null, true],
    ['OSTENQ', 'BGM+247+FR-1+9\nRFF+ON:88014', 'status-inquiry', '88014', false],
    ['OSTENQ', 'BGM+247+FR-1+9', 'status-inquiry', null, false],
    ['DESADV', 'BGM+351+LS-1+9', 'document', null, false],
  ])('EDIFACT %s, %s: %s that joins the order %s; original %s', (type, body, kind, joinsOrder, original) =>
    expect(mapEdifact(type, body)).toMatchObject({ kind, joinsOrder, original }),
  );

  it('says where it came from, with the hash of its own bytes', () => {
    const bytes = x12Bytes('850', 'BEG*00*SA*4711**20260302', true);
    const { source } = mapped(bytes).document;
    const text = Buffer.from(bytes).toString('latin1');
    const [start, end] = [text.indexOf('ST*850'), text.indexOf('GE*')];
    expect(source).toEqual({
      standard: 'x12',
      version: '004010',
      messageType: '850',
      senderId: 'ACME',
      receiverId: 'NORDWERK',
      interchangeRef: '000000007',
      groupRef: '12',
      messageRef: '0001',
      testFlag: true,
      byteStart: start,
      byteEnd: end,
      sha256: createHash('sha256').update(bytes.subarray(start, end)).digest('hex'),
    });
    const { source: edifact } = mapped(edifactBytes('ORDERS', 'BGM+220+1+9')).document;
    expect(edifact).toMatchObject({ version: 'D:96A', interchangeRef: '77', groupRef: null, messageRef: '1' });
  });

  it.each([
    ['N1*BY*Acme Inc.\nN1*ST*Yard', 'Acme Inc.'],
    ['N1*ST*Yard', 'ACME'],
    ['N1*BY**92*1001', 'ACME'],
  ])('%s: is asked for by %s', (parties, name) => {
    expect(mapX12('850', `BEG*00*SA*4711**20260302\n${parties}`).requesterName).toBe(name);
  });

  it.each([
    ['DESADV', 'BGM+351+LS-1+9\nNAD+BY+1::9++Nordwerk\nNAD+SU+2::9++Hafentechnik', 'Hafentechnik'],
    ['DESADV', 'BGM+351+LS-1+9\nNAD+BY+1::9++Nordwerk', 'ACME'],
    ['ORDRSP', 'BGM+231+7+9\nNAD+BY+1::9++Nordwerk\nNAD+SE+2::9++Hafentechnik', 'Hafentechnik'],
  ])('a %s is its seller’s, not that of whom it is for', (type, body, name) => {
    expect(mapEdifact(type, body).requesterName).toBe(name);
  });
});

it('has a subject of one line, whatever stands in a name', () => {
  const { subject, requesterName } = mapX12('850', [
    ['BEG', '00', 'SA', '47\n11', '', '20260302'],
    ['N1', 'BY', 'Acme\r\nInc.\u0007'],
  ]);
  expect([subject, requesterName]).toEqual(['Order 47 11 from Acme Inc. ', 'Acme Inc. ']);
});

describe('a set that has no shape of its own here', () => {
  it('is told with its number, its date and all of its segments', () => {
    const { kind, document, subject, text } = mapX12(
      '810',
      'BIG*20260331*R-204*20260302*4711\nN1*SE*Harbor Pump\nIT1*1*2*EA*182.5**VP*NW-1\nTDS*36500\nCTT*1',
    );
    expect([kind, subject]).toEqual(['document', 'Invoice R-204 (810) from Harbor Pump']);
    expect(document).toMatchObject({
      documentNumber: 'R-204',
      documentDate: '2026-03-31',
      originalOrder: '4711',
      lines: [],
    });
    expect(text).toContain('IT1  1 | 2 | EA | 182.5 |  | VP | NW-1');
    expect(text).not.toContain('ST ');
  });

  it('names what is unknown by its own name', () => {
    expect(mapX12('999999', 'XYZ*1').subject).toBe('Document 999999 from ACME');
    expect(mapEdifact('CUSTOM', 'XYZ+1').document).toMatchObject({ documentNumber: '', documentDate: null });
  });

  it('is never an error, whatever segments stand in it', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('1', '21', 'AAA', '20260302', '1,234.5', '-', '102', '__proto__', 'constructor', '', ' '),
    );
    const tags = {
      x12: 'BEG BCH BQT BSI BMG MIT PO1 POC LIN PID SDQ SCH QTY SLN N1 N2 N3 N4 PER N9 MSG DTM CTT HL PRF SAC AMT REF TDS',
      edifact: 'BGM DTM NAD CTA COM RFF LOC SCC CUX MOA CNT LIN PIA IMD QTY PRI UNS FTX PAC TOD DOC ALC TAX ZZZ',
    };
    const clean = value.map(text => text.replace(/[*>~^+:?']/g, ' '));
    const elements = fc.array(fc.oneof(clean, fc.array(clean, { maxLength: 5 })), { maxLength: 9 });
    const setOf = (types: string, names: string, map: typeof mapX12) =>
      fc
        .tuple(
          fc.constantFrom(...types.split(' ')),
          fc.array(fc.tuple(fc.constantFrom(...names.split(' ')), elements), { maxLength: 25 }),
        )
        .map(
          ([type, segments]) =>
            () =>
              map(
                type,
                segments.map(([tag, body]) => [tag, ...body]),
              ),
        );
    const anySet = fc.oneof(
      setOf('850 860 840 869 864 810', tags.x12, mapX12),
      setOf('ORDERS ORDCHG REQOTE OSTENQ XYZ', tags.edifact, mapEdifact),
    );
    fc.assert(
      fc.property(anySet, mapping => {
        const { subject, text, document, requesterName } = mapping();
        expect([subject, text, requesterName].every(words => words.length > 0 && words.isWellFormed())).toBe(true);
        expect(subject.length).toBeLessThanOrEqual(200);
        expect(document.warnings.length).toBeLessThanOrEqual(101);
        expect(JSON.parse(JSON.stringify(document))).toEqual(document);
      }),
      { numRuns: 400 },
    );
  });

  it('counts the warnings beyond a hundred', () => {
    const lines = Array.from({ length: 150 }, (_, i) => `PO1*${i}*1 000*EA`).join('\n');
    const { warnings } = mapX12('850', `BEG*00*SA*4711**20260302\n${lines}`).document;
    expect(warnings).toHaveLength(101);
    expect(warnings[100]).toBe('And 50 more warnings of this kind');
  });
});
