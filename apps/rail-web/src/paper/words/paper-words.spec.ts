import { describe, expect, it } from '@jest/globals';
import type { DocumentWords, TradeDocument, TradeParty } from '#api';
import {
  addressLines,
  amountWords,
  basisWords,
  dateWords,
  dayWords,
  inOrder,
  isControlTotal,
  lineCountWords,
  placeIn,
  purposeWords,
  titleWords,
  unitWords,
  withTickets,
} from './paper-words.js';

const words: DocumentWords = {
  set: 'Invoice',
  units: { EA: 'each' },
  bases: { HP: 'per hundred' },
  roles: {},
  functions: {},
};
const titled = (documentType: string, document: Partial<TradeDocument>, set = words.set): string =>
  titleWords({
    documentType,
    document: { documentNumber: '4711', ...document } as TradeDocument,
    words: { ...words, set },
  });

describe('the title of a document', () => {
  it('names an order by its number, and a change or a question by the order that it is about', () => {
    expect(titled('850', {}, 'Order')).toBe('Order 4711');
    expect(titled('ORDCHG', { documentNumber: 'C-1', originalOrder: '4711' })).toBe('Change of order 4711');
    expect(titled('869', { documentNumber: 'Q-1', originalOrder: '4711' })).toBe('Question about order 4711');
    expect(titled('860', { documentNumber: '4711', originalOrder: null })).toBe('Change of order 4711');
  });

  it('says that it cancels', () => {
    expect(titled('860', { purpose: 'cancel', originalOrder: '4711' })).toBe('Cancellation: Change of order 4711');
  });

  it('calls what is known by its name, and what is not by its code', () => {
    expect(titled('810', {})).toBe('Invoice 4711');
    expect(titled('997', {}, '997')).toBe('Document 997 4711');
  });
});

describe('what it is for', () => {
  it('is a word where there is one, whatever the code is padded with', () => {
    expect(purposeWords({ purpose: 'original', purposeCode: '00' })).toBe('Original');
    expect(purposeWords({ purpose: 'other', purposeCode: '06' })).toBe('Confirmation');
    expect(purposeWords({ purpose: 'other', purposeCode: '13' })).toBe('Request');
    expect(purposeWords({ purpose: 'other', purposeCode: 'ZZ' })).toBe('Code ZZ');
    expect(purposeWords({ purpose: 'other', purposeCode: '' })).toBe('');
  });
});

describe('days and amounts', () => {
  it('reads a day as a day, wherever it is read, and leaves what is none', () => {
    expect(dayWords('2026-03-05')).toBe('5 Mar 2026');
    expect(dayWords('2026-03-05T14:30:00')).toBe('5 Mar 2026, 14:30');
    expect(dayWords('2026-03-05/2026-03-12')).toBe('5 Mar 2026 to 12 Mar 2026');
    for (const odd of ['ASAP', '2026-13-05', '20260305', '']) expect(dayWords(odd)).toBe(odd);
    expect(dateWords({ code: '002', meaning: 'Delivery requested', value: '2026-03-05' })).toBe(
      'Delivery requested 5 Mar 2026',
    );
  });

  it('groups digits and changes none of them', () => {
    expect(amountWords('1234')).toBe('1234');
    expect(amountWords('12362.50')).toBe('12\u202f362.50');
    expect(amountWords('-1234567890123456789.1234567890')).toBe(
      '-1\u202f234\u202f567\u202f890\u202f123\u202f456\u202f789.1234567890',
    );
    for (const odd of ['1,000', '12 EA', '', '1e6']) expect(amountWords(odd)).toBe(odd);
  });

  it('says units and bases in words, and an unknown code as it is', () => {
    expect([unitWords(words, 'EA'), unitWords(words, 'XYZ')]).toEqual(['each', 'XYZ']);
    expect([basisWords(words, 'HP'), basisWords(words, '100 KGM'), basisWords(words, '')]).toEqual([
      'per hundred',
      'per 100 KGM',
      '',
    ]);
  });

  it('names one of a unit in the singular, and changes no code', () => {
    const units = {
      PCE: 'pieces',
      BX: 'boxes',
      SF: 'square feet',
      SM: 'square metres',
      KGM: 'kg',
      GRM: 'g',
      EA: 'each',
      DPC: 'dozen pieces',
    };
    const of = (quantity: string | null) =>
      Object.keys(units).map(code => unitWords({ ...words, units }, code, quantity));
    expect(of('1')).toEqual(['piece', 'box', 'square foot', 'square metre', 'kg', 'g', 'each', 'dozen pieces']);
    for (const quantity of ['2', '1.5', '0', null]) expect(of(quantity)).toEqual(Object.values(units));
    expect(unitWords(words, 'PCS', '1')).toBe('PCS');
  });

  it('tells where the declared number of lines is another', () => {
    expect(lineCountWords(1, '1')).toBe('1 line');
    expect(lineCountWords(10_000, null)).toBe('10\u202f000 lines');
    expect(lineCountWords(3, '4')).toBe('3 lines, declared 4');
  });
});

describe('a control total', () => {
  it('is known in both standards, and is no sum of money', () => {
    expect(['CTT', 'CTT02', 'CNT 1', 'CNT 2'].map(isControlTotal)).toEqual([true, true, true, true]);
    expect(['MOA 86', 'TDS', 'AMT TT', ''].map(isControlTotal)).toEqual([false, false, false, false]);
  });
});

describe('parties', () => {
  const party = (role: string, address: Partial<TradeParty['address']> = {}): TradeParty => ({
    role,
    name: role,
    id: null,
    address: { street: [], city: '', region: '', postalCode: '', country: '', ...address },
    contacts: [],
  });

  it('stand in the order in which an order is read, others behind as they came', () => {
    const given = ['WH', 'seller', 'ship-to', 'CA', 'buyer'].map(role => party(role));
    expect(inOrder(given).map(({ role }) => role)).toEqual(['buyer', 'ship-to', 'seller', 'WH', 'CA']);
  });

  it('have an address as it stands on an envelope, without what is missing', () => {
    const us = { street: ['12 Quay Street'], city: 'Duluth', region: 'MN', postalCode: '55802', country: 'US' };
    expect(addressLines(party('buyer', us))).toEqual(['12 Quay Street', 'Duluth, MN 55802, US']);
    expect(addressLines(party('buyer', { city: 'Hamburg', postalCode: '20457' }))).toEqual(['20457 Hamburg']);
    expect(addressLines(party('buyer'))).toEqual([]);
  });
});

describe('a warning', () => {
  it('leads to the place that it names, by byte before segment', () => {
    expect(placeIn('Segment 12 (PO1), element 4: "1,000.5" is no decimal number')).toBe('segment=12');
    expect(placeIn('BEG at byte 812, segment 2')).toBe('byte=812');
    expect(placeIn('Order 4711 was received before: see #14')).toBe('');
  });

  it('leads to the tickets that it names', () => {
    expect(withTickets('Order 4711 was received before: see #14, #15')).toEqual([
      { text: 'Order 4711 was received before: see ', ticketId: null },
      { text: '#14', ticketId: 14 },
      { text: ', ', ticketId: null },
      { text: '#15', ticketId: 15 },
      { text: '', ticketId: null },
    ]);
    expect(withTickets('no #0 and no #')).toEqual([{ text: 'no #0 and no #', ticketId: null }]);
  });
});
