// Each row of what EDIFACT says of an order, in bytes as partners send them.
import { mapEdifact } from '../../../../../../test/edi/mapped.set.js';

const HEAD = 'BGM+220+88014+9\nDTM+137:20260302:102';
const order = (body: string) => mapEdifact('ORDERS', `${HEAD}\n${body}`).document;
const lineOf = (body: string) => order(body).lines[0]!;

describe('the head of an EDIFACT document', () => {
  it.each([
    ['ORDERS', '9', 'original', null],
    ['ORDERS', '1', 'cancel', null],
    ['ORDERS', '5', 'replace', null],
    ['ORDERS', '', 'original', null],
    ['ORDERS', '31', 'other', null],
    ['ORDCHG', '4', 'change', '4711'],
    ['ORDCHG', '', 'change', '4711'],
    ['REQOTE', '9', 'original', null],
    ['OSTENQ', '9', 'original', '4711'],
    ['OSTENQ', '7', 'duplicate', '4711'],
  ])('%s with the function "%s" is %s, about the order %s', (type, purposeCode, purpose, originalOrder) => {
    const { document } = mapEdifact(type, `BGM+220+D-9+${purposeCode}\nDTM+137:20260302:102\nRFF+ON:4711`);
    expect(document).toMatchObject({
      documentNumber: 'D-9',
      documentDate: '2026-03-02',
      purposeCode,
      purpose,
      originalOrder,
    });
    expect(document.warnings).toEqual([]);
  });

  it('honours the format of each date', () => {
    const { dates } = order(
      'DTM+2:260323:101\nDTM+63:202603231200:203\nDTM+64:20260318-20260323:718\nDTM+10:202612:616',
    );
    expect(dates.map(date => [date.code, date.meaning, date.value])).toEqual([
      ['2', 'Delivery requested', '2026-03-23'],
      ['63', 'Deliver no later than', '2026-03-23T12:00'],
      ['64', 'Deliver not before', '2026-03-18/2026-03-23'],
      ['10', 'Shipment requested', '2026-W12'],
    ]);
  });

  it('keeps a date that does not have its format as it is written, and says where it stands', () => {
    const { dates, warnings } = order('DTM+2:23.03.2026:102\nDTM+10:20260318');
    expect(dates.map(date => date.value)).toEqual(['23.03.2026', '20260318']);
    expect(warnings).toEqual([
      'Segment 4 (DTM), element 1, component 2: "23.03.2026" is no date in the format 102; kept as written',
      'Segment 5 (DTM), element 1, component 2: "20260318" is no date in the format (none given); kept as written',
    ]);
  });

  it('keeps the dates of references, rates and terms apart from its own', () => {
    const { document } = mapEdifact(
      'ORDERS',
      'BGM+220+88014+9\nRFF+CT:RV-7\nDTM+137:20260101:102\nNAD+BY+1::92\nCUX+2:EUR:9\nDTM+134:20260301:102',
    );
    expect(document.documentDate).toBeNull();
    expect(document.dates.map(date => date.meaning)).toEqual([
      'Document date (Contract RV-7)',
      'Rate of exchange (currency)',
    ]);
  });

  it('reads parties with names, streets as lines or structured, and people', () => {
    const { parties } = order(`NAD+BY+4711:160:92++Möller GmbH:Einkauf+Kaistr. 12:Haus 3+Bremen+HB+27568+DE\nRFF+VA:DE99
      CTA+PD+:J. Petersen\nCOM+?+49 471 5550112:TE\nCOM+p@moeller.example:EM
      NAD+DP++Lager Nord:Am Deich 4:27572 Bremen\nNAD+IV+4710::9\nNAD+SU+++Nordwerk\nNAD+UD+++Werft\nCOM+123:FX`);
    expect(parties.map(({ role, name, id }) => [role, name, id])).toEqual([
      ['buyer', 'Möller GmbH Einkauf', { qualifier: '92', id: '4711' }],
      ['ship-to', 'Lager Nord', null],
      ['bill-to', '', { qualifier: '9', id: '4710' }],
      ['seller', 'Nordwerk', null],
      ['UD', 'Werft', null],
    ]);
    expect(parties[0]!.address).toEqual({
      street: ['Kaistr. 12', 'Haus 3'],
      city: 'Bremen',
      region: 'HB',
      postalCode: '27568',
      country: 'DE',
    });
    expect(parties[1]!.address.street).toEqual(['Am Deich 4', '27572 Bremen']);
    expect(parties[0]!.contacts).toEqual([
      {
        name: 'J. Petersen',
        function: 'PD',
        channels: [
          { type: 'phone', value: '+49 471 5550112' },
          { type: 'email', value: 'p@moeller.example' },
        ],
      },
    ]);
    expect(parties[4]!.contacts).toEqual([{ name: '', function: '', channels: [{ type: 'fax', value: '123' }] }]);
  });

  it('reads currency, references and texts, with release characters', () => {
    const { currency, references, notes } = order(
      "RFF+CT:RV-7\nRFF+XY:1:3\nFTX+DEL+++Tor 3?+4?: klingeln??:It?'s open\nFTX+ZZZ++001\nCUX+2:EUR:9\nNAD+BY+1\nRFF+VA:DE99",
    );
    expect(currency).toBe('EUR');
    expect(references).toEqual([
      { qualifier: 'CT', meaning: 'Contract', value: 'RV-7' },
      { qualifier: 'XY', meaning: 'XY', value: '1, line 3' },
      { qualifier: 'VA', meaning: 'VAT number (Buyer)', value: 'DE99' },
    ]);
    expect(notes).toEqual(["Tor 3+4: klingeln?\nIt's open", '001']);
  });

  it('reads counts and amounts as declared', () => {
    const { declaredLineCount, totals } = order('LIN+1\nUNS+S\nMOA+86:9535,75\nMOA+124:12.0:EUR\nCNT+2:1\nCNT+1:217.5');
    expect(declaredLineCount).toBe('1');
    expect(totals).toEqual([
      { qualifier: '86', meaning: 'Total', value: '9535.75' },
      { qualifier: '124', meaning: 'Tax', value: '12.0' },
      { qualifier: 'CNT 1', meaning: 'Total quantity of lines', value: '217.5' },
    ]);
  });
});

describe('a line of EDIFACT', () => {
  it('has number, items, description, quantity, unit, price and basis', () => {
    const line = lineOf(`LIN+10++NW-80:SA\nPIA+1+HT-1:IN+4098765000018:EN\nIMD+F++:::Pumpe NB 80:Stufe 2\nIMD+C++STAHL
      QTY+21:4,5:PCE\nQTY+73:2:PCE\nQTY+192:1:PCE\nDTM+2:20260319:102\nPRI+AAA:975.00:::100:PCE`);
    expect(line).toMatchObject({
      lineNumber: '10',
      action: 'order',
      actionCode: '',
      quantity: '4.5',
      quantityRemaining: '2',
      uom: 'PCE',
      unitPrice: '975.00',
      priceBasis: '100 PCE',
      description: 'Pumpe NB 80 Stufe 2, STAHL',
      notes: ['Free of charge: 1 pieces'],
    });
    expect(line.itemIds).toEqual([
      { qualifier: 'SA', meaning: 'Supplier’s article number', id: 'NW-80' },
      { qualifier: 'IN', meaning: 'Buyer’s item number', id: 'HT-1' },
      { qualifier: 'EN', meaning: 'EAN', id: '4098765000018' },
    ]);
    expect(line.requestedDates).toEqual([{ code: '2', meaning: 'Delivery requested', value: '2026-03-19' }]);
  });

  it.each([
    ['PRI+AAB:15\nPRI+AAA:12.5', '12.5', ['Gross price: 15']],
    ['PRI+AAA:12.5\nPRI+AAB:15:::10:PCE', '12.5', ['Gross price: 15 per 10 PCE']],
    ['PRI+AAB:15', '15', []],
    ['PRI+INF:9\nPRI+AAB:15', '15', ['Gross price: 9']],
  ])('has the net price where several are named: %s', (prices, unitPrice, notes) => {
    expect(lineOf(`LIN+1\n${prices}`)).toMatchObject({ unitPrice, notes });
  });

  it.each([
    ['1', 'add'],
    ['2', 'delete'],
    ['3', 'change'],
    ['', 'order'],
    ['8', 'other'],
  ])('of a change does what %s says: %s', (actionCode, action) => {
    const { lines } = mapEdifact('ORDCHG', `BGM+230+C-1+4\nRFF+ON:88014\nLIN+10+${actionCode}+NW-80:SA`).document;
    expect(lines).toMatchObject([{ lineNumber: '10', action, actionCode }]);
  });

  it('of an order that says "added" is a line of the order', () => {
    expect(lineOf('LIN+1+1')).toMatchObject({ action: 'order', actionCode: '1' });
  });

  it('keeps a quantity with a thousands separator as written, with its place', () => {
    const { lines, warnings } = order('LIN+1\nQTY+21:1.234,5:PCE');
    expect(lines[0]!.quantity).toBe('1.234,5');
    expect(warnings[0]).toMatch(/^Segment 5 \(QTY\), element 1, component 2: "1\.234,5" is no decimal number/);
  });

  it('has its own ship-to, notes and references', () => {
    const { parties, notes, lines } = order(`NAD+DP+++Lager Nord\nLIN+1\nFTX+AAI+++Auf Englisch\nRFF+LI:88001:7
      NAD+DP+4790::92++Werft+Kai 1+Kiel\nNAD+UD+++Reederei++Bergen++:NO+NO\nLIN+2\nUNS+S`);
    expect(parties.map(party => party.name)).toEqual(['Lager Nord']);
    expect(notes).toEqual([]);
    expect(lines[0]!.shipTo).toMatchObject({ name: 'Werft', address: { street: ['Kai 1'], city: 'Kiel' } });
    expect(lines[0]!.notes).toEqual([
      'Auf Englisch',
      'Order line: 88001, line 7',
      'Final customer: Reederei, Bergen, NO',
    ]);
    expect(lines[1]).toMatchObject({ shipTo: null, notes: [] });
  });

  it('is split among places, each with its quantity and day', () => {
    const { schedules, quantity, requestedDates, notes } = lineOf(`LIN+1\nQTY+21:150:PCE\nLOC+7+FIL-01\nQTY+11:90:PCE
      DTM+2:20260319:102\nLOC+7+FIL-02\nQTY+11:60:PCE\nLOC+7+FIL-03`);
    expect([quantity, requestedDates]).toEqual(['150', []]);
    expect(schedules).toEqual([
      {
        quantity: '90',
        uom: 'PCE',
        location: 'FIL-01',
        dates: [{ code: '2', meaning: 'Delivery requested', value: '2026-03-19' }],
      },
      { quantity: '60', uom: 'PCE', location: 'FIL-02', dates: [] },
    ]);
    expect(notes).toEqual(['Place of delivery: FIL-03']);
  });

  it('is scheduled in deliveries, each with its days', () => {
    const { schedules, quantity } = lineOf(`LIN+1\nQTY+21:62:LTR\nSCC+1\nRFF+AAJ:9\nQTY+21:32:LTR\nDTM+2:20260319:102
      DTM+10:20260317:102\nQTY+21:30:LTR\nDTM+2:20260401:102`);
    expect(quantity).toBe('62');
    expect(schedules.map(one => [one.quantity, one.location, one.dates.map(date => date.value)])).toEqual([
      ['32', null, ['2026-03-19', '2026-03-17']],
      ['30', null, ['2026-04-01']],
    ]);
  });

  it('does not take what is packed, nor the validity of a price, for what is ordered', () => {
    const line = lineOf('LIN+1\nQTY+21:100:PCE\nPRI+AAA:5\nDTM+273:20260101-20261231:718\nPAC+2++CT\nQTY+52:50:PCE');
    expect(line).toMatchObject({ quantity: '100', requestedDates: [], schedules: [] });
    expect(line.notes).toEqual(['Validity period (price): 2026-01-01/2026-12-31', 'Packed: 50 pieces']);
  });
});

describe('a status question of EDIFACT', () => {
  it('is about the order that it names, at the head, at a line or as a document', () => {
    const about = (body: string) => mapEdifact('OSTENQ', `BGM+247+FR-1+9\n${body}`);
    expect(about('RFF+ON:88014\nLIN+1').document.originalOrder).toBe('88014');
    expect(about('LIN+1\nRFF+ON:88014:10').document.originalOrder).toBe('88014');
    expect(about('DOC+220+88014').joinsOrder).toBe('88014');
    expect(about('LIN+1').joinsOrder).toBeNull();
  });
});

describe('terms of payment (PYT, from D.05A)', () => {
  it.each([
    ['PYT+1++5+3+D+30', 'Payment terms: 30 days after the day of the invoice'],
    ['PYT+1++++M+2', 'Payment terms: 2 months'],
    ['PYT+22+7:::2 % in 10 days+5+3+D+10', 'Payment terms: 2 % in 10 days, 10 days after the day of the invoice'],
    ['PYT+1+6', 'Payment terms: 6'],
  ])('%s are told as %s', (segment, note) => {
    expect(order(segment).notes).toEqual([note]);
  });

  it('keep their dates to themselves: by then it is paid, and not delivered', () => {
    const { dates } = order('PYT+1++5+3+D+30\nDTM+2:20260401:102');
    expect(dates).toEqual(order('PAT+1\nDTM+2:20260401:102').dates);
    expect(dates.some(({ value, meaning }) => value === '2026-04-01' && !meaning.includes('('))).toBe(false);
  });
});
