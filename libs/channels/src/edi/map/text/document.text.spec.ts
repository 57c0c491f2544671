// What a person reads of a document.
import { mapEdifact, mapX12 } from '../../../../../../test/edi/mapped.set.js';

const order = (body: string) => mapX12('850', `BEG*00*SA*4711**20260302\n${body}`);

describe('the subject', () => {
  it.each([
    ['N1*BY*Acme\nDTM*002*20260305\nPO1*1*1*EA', 'Order 4711 from Acme, 1 line, wanted by 5 Mar 2026'],
    ['N1*BY*Acme\nPO1*1*1*EA\nPO1*2*1*EA', 'Order 4711 from Acme, 2 lines'],
    ['DTM*010*20260309\nDTM*002*20260312', 'Order 4711 from ACME, wanted by 12 Mar 2026'],
    ['DTM*063****RD8*20260318-20260320', 'Order 4711 from ACME, wanted by 20 Mar 2026'],
    ['DTM*002*202603', 'Order 4711 from ACME'],
    [
      'PO1*1*1*EA\nDTM*002*20260405\nPO1*2*1*EA\nSCH*1*EA***002*20260402',
      'Order 4711 from ACME, 2 lines, wanted by 2 Apr 2026',
    ],
    ['N9*CT*F-1\nDTM*002*20260101', 'Order 4711 from ACME'],
  ])('of %j is "%s"', (body, subject) => expect(order(body).subject).toBe(subject));

  it.each([
    ['850', 'BEG*01*SA*4711**20260302', 'Cancellation of order 4711 from ACME'],
    ['850', 'BEG*05*SA*4711**20260302', 'Replacement of order 4711 from ACME'],
    ['850', 'BEG*07*SA*4711**20260302', 'Copy of order 4711 from ACME'],
    ['860', 'BCH*04*SA*4711***20260302\nPOC*1*DI', 'Change of order 4711 from ACME, 1 line'],
    ['860', 'BCH*01*SA*4711***20260302', 'Cancellation of order 4711 from ACME'],
    ['840', 'BQT*00*RQ-8*20260302', 'Request for quotation RQ-8 from ACME'],
    ['869', 'BSI*I-5*20260318*SO\nHL*1**O\nPRF*4711', 'Status question about order 4711 from ACME'],
    ['869', 'BSI*I-5*20260318*SO', 'Status question I-5 from ACME'],
    ['864', 'MIT*1*Yard closed', 'Message from ACME: Yard closed'],
    ['855', 'BAK*00*AC*4711*20260302', 'Order confirmation 4711 (855) from ACME'],
  ])('of %s %j is "%s"', (type, body, subject) => expect(mapX12(type, body).subject).toBe(subject));

  it('is at most 200 characters long', () => {
    const { subject } = mapX12('864', `MIT*1*${'Yard closed, '.repeat(30)}`);
    expect(subject).toHaveLength(200);
    expect(subject.endsWith('…')).toBe(true);
  });
});

describe('the text', () => {
  it('says who wants what, until when, where to, and what was said beside it', () => {
    const { text } =
      order(`CUR*BY*USD\nREF*DP*027\nDTM*002*20260320\nNTE*GEN*Call first\nN1*BY*Acme Inc.*92*1001\nN4*Duluth*MN*55802*US
      PER*BD*Carla*TE*555 0100\nN1*ST*Yard 9\nPO1*1*40*EA*182.50*PE*VP*NW-1*BP*A-7\nPID*F****Impeller, bronze\nDTM*002*20260316
      PO1*20*12.5*FT*1.2\nSDQ*FT*92*2001*5*2002*7.5\nCTT*2*52.5\nAMT*TT*7315`);
    expect(text).toBe(`Order 4711 from Acme Inc., dated 2 Mar 2026

Buyer               Acme Inc. (1001), Duluth, MN 55802, US
                    Buyer: Carla, phone 555 0100
Ship to             Yard 9
Delivery requested  20 Mar 2026
Department          027
Currency            USD

Line  Quantity  Unit   Price  For   Item                       Description
   1        40  each  182.50  each  Vendor’s part number NW-1  Impeller, bronze
      Buyer’s part number A-7
      Delivery requested: 16 Mar 2026
  20      12.5  ft       1.2
      5 ft for 2001
      7.5 ft for 2002

Lines       2
Hash total  52.5
Total       7315 USD

Notes:
Call first`);
  });

  it('of a change says what happens to each line', () => {
    const { text } = mapX12('860', 'BCH*04*SA*4711***20260302\nPOC*1*QI*55*12*EA\nPOC*2*DI\nPOC*3*ZZ*1**EA');
    const lines = text.split('\n').slice(2);
    expect(lines).toEqual([
      'Line  What       Quantity  Unit',
      '   1  more             55  each',
      '      Left to receive: 12 each',
      '   2  taken out',
      '   3  ZZ                1  each',
    ]);
  });

  it('shows the first 200 lines and counts the others', () => {
    const body = Array.from({ length: 10_000 }, (_, i) => `PO1*${i + 1}*1*EA`).join('\n');
    const { text, document } = order(body);
    expect(document.lines).toHaveLength(10_000);
    expect(text).toContain('\n 200         1  each\nand 9,800 more');
    expect(text.split('\n').length).toBeLessThan(210);
  });

  it('says what to look at', () => {
    const { text } = order('PO1*1*1,000.5*EA\nCTT*3');
    expect(text).toContain('Lines  3 as declared, 1 as counted');
    expect(text).toContain('To look at:\nSegment 3 (PO1), element 2: "1,000.5" is no decimal number');
  });

  it('knows units, prices and people of EDIFACT', () => {
    const { text } = mapEdifact(
      'ORDERS',
      'BGM+220+88014+9\nNAD+DP+++Werft+Kai 1+Kiel++24103+DE\nCTA+GR+:Uwe\nLIN+10++NW-1:SA\nQTY+21:150:PCE\nPRI+AAA:975:::100:PCE',
    );
    expect(text).toContain('Ship to  Werft, Kai 1, Kiel, 24103, DE\n         Goods received: Uwe');
    expect(text).toContain('  10       150  pieces    975  100 pieces  Supplier’s article number NW-1');
  });

  it('of an unknown set shows 200 segments, with components and repetitions, and counts the others', () => {
    const { text } = mapEdifact('XYZTYP', `ABC+1:2::3+x?+y\n${'DEF+1\n'.repeat(250)}`);
    expect(text).toContain('As it came:\nABC  1, 2, , 3 | x+y\nDEF  1');
    expect(text.endsWith('\nand 51 more')).toBe(true);
  });
});
