// Each row of what X12 says of an order, in bytes as partners send them.
import { mapX12 } from '../../../../../../test/edi/mapped.set.js';

const HEAD = 'BEG*00*SA*4711**20260302';
const order = (body: string) => mapX12('850', `${HEAD}\n${body}`).document;
const lineOf = (body: string) => order(body).lines[0]!;

describe('the head of an X12 document', () => {
  it.each([
    ['850', 'BEG*00*SA*4711**20260302', '4711', '2026-03-02', '00', 'original', null],
    ['850', 'BEG*01*SA*4711**20260302', '4711', '2026-03-02', '01', 'cancel', null],
    ['850', 'BEG*07*SA*4711**20260302', '4711', '2026-03-02', '07', 'duplicate', null],
    ['860', 'BCH*04*SA*4711**1*20260302*****20260305', '4711', '2026-03-02', '04', 'change', '4711'],
    ['860', 'BCH*05*SA*4711***20260302', '4711', '2026-03-02', '05', 'replace', '4711'],
    ['840', 'BQT*00*RQ-8*20260302', 'RQ-8', '2026-03-02', '00', 'original', null],
    ['869', 'BSI*INQ-5*20260318*SO', 'INQ-5', '2026-03-18', '', 'original', null],
    ['850', 'BEG*18*SA*4711**20260302', '4711', '2026-03-02', '18', 'other', null],
  ])('%s: %s', (type, segment, documentNumber, documentDate, purposeCode, purpose, originalOrder) => {
    const { document } = mapX12(type, segment);
    expect(document).toMatchObject({ documentNumber, documentDate, purposeCode, purpose, originalOrder, warnings: [] });
  });

  it('tells the day of a change beside the day of its order, and takes it where that is missing', () => {
    const both = mapX12('860', 'BCH*04*SA*4711***20260302*****20260305').document;
    expect(both.dates).toEqual([{ code: 'BCH11', meaning: 'Change requested', value: '2026-03-05' }]);
    expect(mapX12('860', 'BCH*04*SA*4711********20260305').document.documentDate).toBe('2026-03-05');
  });

  it('tells by when a quotation is wanted', () => {
    const { dates } = mapX12('840', 'BQT*00*RQ-8*20260302*036*20260309').document;
    expect(dates).toEqual([{ code: '036', meaning: 'Expires', value: '2026-03-09' }]);
  });

  it('keeps a day that is none as it is written, and says where it stands', () => {
    const { documentDate, warnings } = mapX12('850', 'BEG*00*SA*4711**20260230').document;
    expect(documentDate).toBe('20260230');
    expect(warnings).toEqual(['Segment 2 (BEG), element 5: "20260230" is no date; kept as written']);
  });

  it('reads currency, references and dates with what they are for', () => {
    const { currency, references, dates } = order(`CUR*BY*USD\nREF*DP*027\nREF*XYZ*9\nREF*CT**Frame 14
      DTM*002*20260320*1430*UT\nDTM*999*20260401\nDTM*001*20260410`);
    expect(currency).toBe('USD');
    expect(references).toEqual([
      { qualifier: 'DP', meaning: 'Department', value: '027' },
      { qualifier: 'XYZ', meaning: 'XYZ', value: '9' },
      { qualifier: 'CT', meaning: 'Contract', value: 'Frame 14' },
    ]);
    expect(dates.map(date => [date.code, date.meaning, date.value])).toEqual([
      ['002', 'Delivery requested', '2026-03-20T14:30Z'],
      ['999', '999', '2026-04-01'],
      ['001', 'Cancel after', '2026-04-10'],
    ]);
  });

  it('reads a period from where it stands', () => {
    expect(order('DTM*063****RD8*20260318-20260320').dates[0]).toEqual({
      code: '063',
      meaning: 'Deliver no later than',
      value: '2026-03-18/2026-03-20',
    });
  });

  it('reads parties with names, identifiers, addresses and people', () => {
    const { parties } = order(`PER*BD*Carla Ortiz*TE*555 0100*EM*c@acme.example
      N1*BY*Acme Inc.*92*1001\nN3*12 Quay Street*Dock 7\nN4*Duluth*MN*55802*US
      N1*ST*Acme Yard\nN2*Receiving*Gate 3\nPER*RE*Sam*FX*555 0174
      N1*BT**92*1000\nN1*VN*Nordwerk\nN1*Z7*Hull 9`);
    expect(parties.map(party => [party.role, party.name, party.id])).toEqual([
      ['buyer', 'Acme Inc.', { qualifier: '92', id: '1001' }],
      ['ship-to', 'Acme Yard, Receiving, Gate 3', null],
      ['bill-to', '', { qualifier: '92', id: '1000' }],
      ['seller', 'Nordwerk', null],
      ['Z7', 'Hull 9', null],
    ]);
    expect(parties[0]!.address).toEqual({
      street: ['12 Quay Street', 'Dock 7'],
      city: 'Duluth',
      region: 'MN',
      postalCode: '55802',
      country: 'US',
    });
    const carla = { type: 'phone', value: '555 0100' };
    expect(parties[0]!.contacts).toEqual([
      { name: 'Carla Ortiz', function: 'BD', channels: [carla, { type: 'email', value: 'c@acme.example' }] },
    ]);
    expect(parties[1]!.contacts).toEqual([
      { name: 'Sam', function: 'RE', channels: [{ type: 'fax', value: '555 0174' }] },
    ]);
  });

  it('joins what is said under one heading, and tells each of the others by itself', () => {
    const { notes, references, dates } = order(`NTE*GEN*Call first\nN9*L1*A*Delivery\nMSG*One hour before\nMSG*At dock 7
      N9*CT*F-14\nDTM*007*20260101\nMSG*Terms as agreed`);
    expect(notes).toEqual(['Call first', 'Delivery\nOne hour before\nAt dock 7', 'Terms as agreed']);
    expect(references.map(one => one.value)).toEqual(['A', 'F-14']);
    expect(dates).toEqual([{ code: '007', meaning: 'Effective (Contract F-14)', value: '2026-01-01' }]);
  });

  it('reads counts and amounts as declared, those of type N2 with the point that is not written', () => {
    const { declaredLineCount, totals } = order(`SAC*C*D240***15000**********Crating\nSAC*A*C310***-5
      PO1*1*1*EA\nCTT*1*114.5\nAMT*TT*12362.50`);
    expect(declaredLineCount).toBe('1');
    expect(totals).toEqual([
      { qualifier: 'SAC D240', meaning: 'Charge: Crating', value: '150.00' },
      { qualifier: 'SAC C310', meaning: 'Allowance', value: '-0.05' },
      { qualifier: 'CTT02', meaning: 'Hash total', value: '114.5' },
      { qualifier: 'TT', meaning: 'Total', value: '12362.50' },
    ]);
  });

  it('takes no amount of type N2 that has a point: it would be another amount', () => {
    const { totals, warnings } = order('SAC*C*D240***150.00');
    expect(totals[0]!.value).toBe('150.00');
    expect(warnings).toEqual([
      'Segment 3 (SAC), element 5: "150.00" is no whole number with 2 implied decimals; kept as written',
    ]);
  });
});

describe('a line of X12', () => {
  it('has number, quantity, unit, price, basis and items', () => {
    const line = lineOf(
      'PO1*10*12,5*FT*1.2500*PE*VP*NW-1*BP*A-7*ZZ*\nPID*F****Hose\nPID*S***RUBBER\nLIN**UP*012345678905',
    );
    expect(line).toMatchObject({
      lineNumber: '10',
      action: 'order',
      actionCode: '',
      quantity: '12.5',
      quantityRemaining: null,
      uom: 'FT',
      unitPrice: '1.2500',
      priceBasis: 'PE',
      description: 'Hose, RUBBER',
    });
    expect(line.itemIds).toEqual([
      { qualifier: 'VP', meaning: 'Vendor’s part number', id: 'NW-1' },
      { qualifier: 'BP', meaning: 'Buyer’s part number', id: 'A-7' },
      { qualifier: 'UP', meaning: 'UPC', id: '012345678905' },
    ]);
  });

  it('says with which byte of the file it begins', () => {
    const { document } = mapX12('850', `${HEAD}\nPO1*1*1*EA\nPO1*2*1*EA`);
    const [first, second] = document.lines.map(line => line.byte);
    expect(second! - first!).toBe('PO1*1*1*EA~'.length);
  });

  it.each([
    ['AI', 'add'],
    ['DI', 'delete'],
    ['CA', 'change'],
    ['QI', 'quantity-increase'],
    ['QD', 'quantity-decrease'],
    ['PC', 'price-change'],
    ['ZZ', 'other'],
  ])('of a change does what %s says: %s', (code, action) => {
    const { lines } = mapX12('860', `BCH*04*SA*4711***20260302\nPOC*3*${code}*55*40*EA>1*182.5*PE*VP*NW-1`).document;
    expect(lines).toMatchObject([
      {
        lineNumber: '3',
        action,
        actionCode: code,
        quantity: '55',
        quantityRemaining: '40',
        uom: 'EA',
        unitPrice: '182.5',
        priceBasis: 'PE',
        itemIds: [{ qualifier: 'VP', id: 'NW-1' }],
      },
    ]);
  });

  it.each(['1,234.56', '1.234.567', '1 000', 'many'])('keeps the quantity "%s" as written, with its place', written => {
    const { lines, warnings } = order(`PO1*1*${written}*EA`);
    expect(lines[0]!.quantity).toBe(written);
    expect(warnings).toEqual([
      `Segment 3 (PO1), element 2: "${written}" is no decimal number (a thousands separator is not allowed); kept as written`,
    ]);
  });

  it('has its own dates, its own ship-to and its own notes', () => {
    const { parties, dates, notes, lines } = order(`N1*ST*Main yard*92*1\nPO1*1*2*EA\nDTM*002*20260401
      N1*ST*Yard 9*92*9\nN3*Slip 3\nN4*Marquette\nN1*MF*Maker Ltd.\nN4*Kiel***DE\nN9*ZZ*D-7*Drawing\nMSG*In French
      PO1*2*1*EA\nCTT*2`);
    expect(parties.map(party => party.name)).toEqual(['Main yard']);
    expect([dates, notes]).toEqual([[], []]);
    expect(lines[0]!.shipTo).toMatchObject({ name: 'Yard 9', address: { street: ['Slip 3'], city: 'Marquette' } });
    expect(lines[0]!.requestedDates).toEqual([{ code: '002', meaning: 'Delivery requested', value: '2026-04-01' }]);
    expect(lines[0]!.notes).toEqual(['Manufacturer: Maker Ltd., Kiel, DE', 'By agreement: D-7', 'Drawing\nIn French']);
    expect(lines[1]).toMatchObject({ shipTo: null, requestedDates: [], notes: [] });
  });

  it('tells the date of a reference as a note, not as a wanted day', () => {
    const line = lineOf('PO1*1*1*EA\nN9*CT*F-14\nDTM*007*20260101');
    expect(line.requestedDates).toEqual([]);
    expect(line.notes).toEqual(['Contract: F-14', 'Effective (Contract F-14): 2026-01-01']);
  });

  it('is split among stores by pairs, in one or several segments', () => {
    const stores = Array.from({ length: 10 }, (_, i) => `20${i}*${i}.5`).join('*');
    const { schedules, quantity } = lineOf(`PO1*1*60*EA\nSDQ*EA*92*${stores}*INSIDE\nSDQ*EA*92*300*7`);
    expect(quantity).toBe('60');
    expect(schedules).toHaveLength(11);
    expect(schedules[9]).toEqual({ quantity: '9.5', uom: 'EA', dates: [], location: '209' });
    expect(schedules[10]).toEqual({ quantity: '7', uom: 'EA', dates: [], location: '300' });
  });

  it('is scheduled with up to two dates a delivery', () => {
    const { schedules } = lineOf(
      'PO1*1*9*EA\nSCH*4*EA*ST*Yard 9*002*20260316*0800*010*20260312\nSCH*5*EA***002*20260330',
    );
    expect(schedules).toEqual([
      {
        quantity: '4',
        uom: 'EA',
        location: 'Yard 9',
        dates: [
          { code: '002', meaning: 'Delivery requested', value: '2026-03-16T08:00' },
          { code: '010', meaning: 'Shipment requested', value: '2026-03-12' },
        ],
      },
      {
        quantity: '5',
        uom: 'EA',
        location: null,
        dates: [{ code: '002', meaning: 'Delivery requested', value: '2026-03-30' }],
      },
    ]);
  });

  it('is shared among its ship-tos by QTY', () => {
    const line = lineOf('PO1*1*9*EA\nN1*ST*A*92*1\nQTY*01*4*EA\nN1*ST*B*92*2\nN4*Kiel\nQTY*01*5*EA');
    expect([line.quantity, line.shipTo?.name]).toEqual(['9', 'A']);
    expect(line.schedules.map(one => [one.location, one.quantity])).toEqual([
      ['1', '4'],
      ['2', '5'],
    ]);
    expect(line.notes).toEqual(['Ship to: B (2), Kiel']);
  });

  it('tells the parts of a set as notes: they are no lines of the order', () => {
    const { lines } = order(
      'PO1*1*2*EA\nPID*F****Pump\nSLN*1**I*2*EA****VP*MOT-4\nPID*F****Motor\nPO1*2*1*EA\nPID*F****Seal',
    );
    expect(lines.map(line => line.description)).toEqual(['Pump', 'Seal']);
    expect(lines[0]!.notes).toEqual(['Part 1: 2 each, Vendor’s part number MOT-4, Motor']);
  });

  it('may have texts that hold the component separator', () => {
    expect(lineOf('PO1*1*1*EA\nPID*F****Seal > 20 mm').description).toBe('Seal > 20 mm');
  });
});

describe('a status question of X12', () => {
  const { document } = mapX12(
    '869',
    `BSI*INQ-5*20260318*SO\nHL*1**O\nPRF*4711***20260302\nN1*BY*Acme\nHL*2*1*I\nDTM*002*20260327
     LIN*1*VP*NW-1\nPID*F****Impeller\nQTY*38*55*EA>1\nQTY*39*40*EA\nHL*3**O\nPRF*4712\nHL*4*3*I\nLIN*2*BP*A-7\nCTT*4`,
  );

  it('is about the first order that it names, and tells the others', () => {
    expect(document.originalOrder).toBe('4711');
    expect(document.references.map(one => one.value)).toEqual(['4711', '4712']);
  });

  it('has lines with items and what was ordered', () => {
    expect(document.lines).toMatchObject([
      { lineNumber: '1', quantity: '55', uom: 'EA', itemIds: [{ id: 'NW-1' }], notes: ['Shipped: 40 each'] },
      { lineNumber: '2', quantity: null, itemIds: [{ id: 'A-7' }] },
    ]);
    expect(document.parties.map(party => party.name)).toEqual(['Acme']);
  });

  it('counts levels where others count lines', () => {
    expect(document.declaredLineCount).toBeNull();
    expect(document.totals).toEqual([{ qualifier: 'CTT01', meaning: 'Levels', value: '4' }]);
  });
});

describe('a message of X12', () => {
  it('is what it says, by headings', () => {
    const message = mapX12(
      '864',
      `BMG*00*Yard closed\nDTM*097*20260330\nN1*FR*Acme\nMIT*N-7*Stock-taking\nMSG*No goods on Friday.\nMSG*Call us.
       MIT*N-8\nMSG*All others are open.`,
    );
    expect(message.kind).toBe('message');
    expect(message.document).toMatchObject({
      documentNumber: 'N-7',
      notes: ['Yard closed', 'Stock-taking\nNo goods on Friday.\nCall us.', 'All others are open.'],
    });
    expect(message.subject).toBe('Message from Acme: Yard closed');
  });
});

describe('what a reader needs beside the order', () => {
  it('is a forecast of a line (FST), as a note: nobody asks yet that it be delivered', () => {
    const { lines } = mapX12(
      '840',
      'BQT*00*RQ-8*20260302\nPO1*1*12*EA\nFST*100*C*D*20270101\nFST*40*D*W*20270201*20270228\nFST*5*Z',
    ).document;
    expect(lines[0]).toMatchObject({ quantity: '12', schedules: [], requestedDates: [] });
    expect(lines[0]!.notes).toEqual([
      'Forecast: 100 each, firm, 2027-01-01',
      'Forecast: 40 each, planned, 2027-02-01 to 2027-02-28',
      'Forecast: 5 each, Z',
    ]);
  });

  it('is what an offer must answer (RRA), of the whole or of a line', () => {
    const { notes, lines } = mapX12('840', 'BQT*00*RQ-8*20260302\nRRA*01\nPO1*1*12*EA\nRRA*02').document;
    expect([notes, lines[0]!.notes]).toEqual([['Answer asked for: 01'], ['Answer asked for: 02']]);
  });
});
