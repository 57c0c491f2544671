// Where sets differ from each other: what one of them has is let through there, and found wrong in the others.
import { edifactInterchange, firstSet, x12Interchange } from '../set.examples.js';
import { validateSet } from '../set.validator.js';

const QUOTE = 'BQT*00*RFQ-9*20261128';
const CHANGE = 'BCH*04*SA*PO-9**2*20261128';
const ORDER = 'BEG*00*SA*PO-9**20261128';
const LINE = 'PO1*1*12*EA*4.5**BP*40001';
const CHANGED = 'POC*1*QI*12*8*EA*4.5**BP*40001';
const PART = 'SLN*1**I*2*EA';
const ASKED = ['BGM+311+77+9', 'DTM+137:20261128:102'];
const ORDERED = ['BGM+220+77+9', 'DTM+137:20261128:102'];
const STATUS = ['BGM+247+77+9', 'DTM+137:20261128:102', 'NAD+BY+1::92', 'DOC+220+4711'];

const x12 = (type: string, body: readonly string[], version = '004010') =>
  validateSet(firstSet(x12Interchange([[type, body]], version)));
const edifact = (type: string, body: readonly string[], version = 'D:97A') =>
  validateSet(firstSet(edifactInterchange([[type, body]], version)));

describe('in X12 is let through', () => {
  it.each<[string, string, string[]]>([
    ['how an offer is answered, in the heading', '840', [QUOTE, 'RRA*01', 'N1*BY*Portal', LINE]],
    ['how an offer is answered, by a party', '840', [QUOTE, 'N1*BY*Portal', 'RRA*01', LINE]],
    ['how an offer is answered, of a line', '840', [QUOTE, LINE, 'MAN*GM*1', 'RRA*01', 'MSG*By Friday']],
    ['a forecast that is asked for', '840', [QUOTE, LINE, 'DTM*002*20261215', 'FST*100*C*D*20270101', 'TD5*O*2*UPSN']],
    ['terms before measures', '840', [QUOTE, LINE, 'CTB*OR*Least order', 'MEA**WT*5*KG']],
    ['no price of its own', '840', [QUOTE, LINE, 'G53*1', 'CUR*BY*USD']],
    ['a party of the line behind a part of it', '840', [QUOTE, LINE, PART, 'N9*L1*x', 'N1*ST*Dock', 'QTY*21*5*EA']],
    ['the money that pays', '840', [QUOTE, 'PCT*01*5', 'AMT*TT*5', LINE, 'PCT*01*5', 'AMT*TT*5']],
    ['terms before marks', '860', [CHANGE, 'TD4***9*Dry', 'CTB*OR*Whole', 'MAN*GM*1', 'G53*1', 'TXI*LS*5', 'PCT*01*5']],
    ['marks before shares', '860', [CHANGE, CHANGED, 'TD5*O*2*UPSN', 'MAN*GM*1', 'PCT*01*5', 'TC2*J*1', 'CTB*OR*x']],
    ['text behind taxes and purpose', '860', [CHANGE, CHANGED, 'TXI*LS*5', 'SPI*00', 'MSG*Later']],
    ['remarks before lead times', '860', [CHANGE, CHANGED, 'N9*L1*x', 'LS*1', 'LDT*AF*5*DA', 'LE*1', 'N1*ST*Dock']],
    [
      'a change in the order of orders',
      '860',
      [CHANGE, CHANGED, 'PCT*01*5', 'MAN*GM*1', 'MSG*x', 'SPI*00', 'TXI*LS*5'],
    ],
    ['the commodity in the heading', '850', [ORDER, 'CSH*Y', 'TC2*J*1', 'SAC*C*D240***1050', LINE]],
    ['the date of a part before its charge', '850', [ORDER, LINE, PART, 'DTM*002*20261201', 'SAC*C*D240***1050']],
    ['the amount of a part', '850', [ORDER, LINE, PART, 'CTP**ACT*1', 'PAM*01*5*EA', 'PO4*1']],
    ['remarks of a part before its quantity', '850', [ORDER, LINE, PART, 'N9*L1*x', 'SAC*C*D240***5', 'QTY*21*5*EA']],
    ['what a party gets, before its references', '850', [ORDER, LINE, 'N1*ST*Dock', 'QTY*21*5*EA', 'REF*VR*1']],
    ['schedule before commodity', '850', [ORDER, LINE, 'SCH*5*EA***002*20261220', 'TC2*J*1', 'TD5*O*2*UPSN']],
    ['a reference behind the line', '869', ['BSI*7*20261128*1', 'HL*1**I', 'LIN**BP*1', 'QTY*21*5*EA', 'REF*CO*1']],
    ['the date of a reference', '869', ['BSI*7*20261128*1', 'HL*1**O', 'PRF*1', 'REF*CO*1', 'DTM*010*20261201']],
    ['codes and accounts', '869', ['BSI*7*20261128*1', 'HL*1**O', 'N1*BY*P', 'LM*DF', 'LQ*0*1', 'FA1*DD', 'FA2*01*1']],
    [
      'two parties with addresses',
      '864',
      ['BMG*00*x', 'MIT*1*x', 'N1*FR*A', 'N4*Bremen', 'N1*TO*C', 'N4*Derby', 'MSG*x'],
    ],
  ])('%s: %s', (_, type, body) => {
    expect(x12(type, body)).toEqual([]);
  });

  it('an instalment before the references, in newer versions of 840', () => {
    expect(x12('840', [QUOTE, 'CUR*BY*USD', 'INC*01*EA*1*2*3', 'REF*DP*1', LINE], '007010')).toEqual([]);
  });
});

describe('in X12 is found wrong', () => {
  it.each<[string, string, string[], object]>([
    ['a forecast in an order', '850', [ORDER, LINE, 'FST*1*C*D*20270101'], { code: 'segment.not-in-set', tag: 'FST' }],
    ['an answer that an order asks for', '850', [ORDER, 'RRA*01', LINE], { code: 'segment.not-in-set', tag: 'RRA' }],
    ['an instalment first', '850', [ORDER, 'INC*01', 'REF*DP*1', LINE], { code: 'segment.out-of-order', tag: 'REF' }],
    ['terms before measures', '850', [ORDER, LINE, 'CTB*OR*x', 'MEA**WT*5*KG'], { code: 'segment.out-of-order' }],
    ['an order without lines', '850', [ORDER, 'TC2*J*1'], { code: 'segment.missing', tag: 'PO1', loop: 'PO1' }],
    ['a part without its line', '850', [ORDER, PART, LINE], { code: 'segment.unexpected', tag: 'SLN' }],
    [
      'the price of a heading charge',
      '850',
      [ORDER, 'SAC*C*D240', 'CTP**ACT*1', LINE],
      { code: 'segment.out-of-order' },
    ],
    ['a commodity in the heading', '860', [CHANGE, 'TC2*J*1', CHANGED], { code: 'segment.unexpected', tag: 'TC2' }],
    ['lead times not closed', '860', [CHANGE, CHANGED, 'LS*1', 'LDT*AF*5*DA', 'N1*ST*x'], { tag: 'LE', loop: 'LS' }],
    ['no price twice', '840', [QUOTE, LINE, 'G53*1', 'G53*2'], { code: 'segment.too-often', tag: 'G53' }],
    ['a request without lines', '840', [QUOTE, 'RRA*01'], { code: 'segment.missing', tag: 'PO1' }],
    ['a forecast of nothing', '840', [QUOTE, LINE, 'FST*x*C*D*20270101'], { code: 'element.bad-number', tag: 'FST' }],
    [
      'codes without a list',
      '869',
      ['BSI*7*20261128*1', 'HL*1**O', 'LQ*0*1'],
      { code: 'segment.unexpected', tag: 'LQ' },
    ],
    ['a list without codes', '869', ['BSI*7*20261128*1', 'HL*1**O', 'LM*DF'], { code: 'segment.missing', tag: 'LQ' }],
    ['no level', '869', ['BSI*7*20261128*1', 'LM*DF'], { code: 'segment.unexpected', tag: 'LM' }],
    ['an address of nobody', '864', ['BMG*00*x', 'MIT*1*x', 'N3*Road'], { code: 'segment.unexpected', tag: 'N3' }],
  ])('%s: %s', (_, type, body, expected) => {
    expect(x12(type, body)[0]).toMatchObject(expected);
  });
});

describe('in EDIFACT is let through', () => {
  it.each<[string, string, string, string[]]>([
    ['PYT for PAT', 'ORDERS', 'D:05A', [...ORDERED, 'CUX+2:EUR:9', 'PYT+1++5+3+D+30', 'TOD+6', 'LIN+1', 'UNS+S']],
    ['PYT of a line', 'ORDCHG', 'D:10B', [...ORDERED, 'LIN+1', 'PYT+1++5+3+D+30', 'PRI+AAA:5', 'UNS+S']],
    [
      'what D.93A calls API and QVA',
      'ORDERS',
      'D:93A',
      [...ORDERED, 'API+1', 'LIN+1', 'QVA+1', 'PRI+AAA:5', 'API+1', 'UNS+S'],
    ],
    [
      'a share before quantities',
      'ORDERS',
      'D:08A',
      [...ORDERED, 'LIN+1', 'LOC+7+1', 'PCD+1:5', 'QTY+21:5', 'STS+1+2', 'UNS+S'],
    ],
    ['linked files', 'ORDERS', 'D:08A', [...ORDERED, 'EFI+1', 'CED+1', 'LIN+1', 'EFI+1', 'UNS+S']],
    [
      'requirements before parties',
      'REQOTE',
      'D:97A',
      [...ASKED, 'RCS+14', 'APR+WS', 'DLM+1', 'NAD+BY+1::9', 'LIN+1', 'UNS+S'],
    ],
    [
      'terms of a price before its currency',
      'REQOTE',
      'D:97A',
      [...ASKED, 'LIN+1', 'PRI+AAA:12', 'APR+WS', 'CUX+2:EUR', 'UNS+S'],
    ],
    [
      'a measured amount',
      'REQOTE',
      'D:97A',
      [...ASKED, 'LIN+1', 'MOA+203:5', 'QTY+21:5', 'CUX+2:EUR', 'DTM+2:20261201:102', 'UNS+S'],
    ],
    ['text before documents', 'REQOTE', 'D:97A', [...ASKED, 'LIN+1', 'FTX+AAI+++x', 'DOC+220', 'UNS+S']],
    [
      'quantities of a leg',
      'REQOTE',
      'D:97A',
      [...ASKED, 'NAD+BY+1::9', 'TDT+20', 'QTY+21:5', 'LOC+7+1', 'LIN+1', 'UNS+S'],
    ],
    ['measures of an asked line', 'OSTENQ', 'D:97A', [...STATUS, 'LIN+1', 'MEA+PD+LN+MMT:12', 'RFF+LI:1']],
    [
      'a place with date and quantity',
      'OSTENQ',
      'D:97A',
      [...STATUS, 'LIN+1', 'LOC+7+1', 'DTM+2:20261201:102', 'QTY+21:5:PCE'],
    ],
  ])('%s: %s', (_, type, version, body) => {
    expect(edifact(type, body, version)).toEqual([]);
  });
});

describe('in EDIFACT is found wrong', () => {
  it.each<[string, string, string[], object]>([
    ['limits of an order', 'ORDERS', [...ORDERED, 'DLM+1', 'UNS+S'], { code: 'segment.not-in-set', tag: 'DLM' }],
    [
      'the currency of a price late',
      'ORDERS',
      [...ORDERED, 'LIN+1', 'PRI+AAA:5', 'APR+WS', 'CUX+2:EUR', 'UNS+S'],
      { tag: 'CUX' },
    ],
    ['quantities of a leg', 'ORDERS', [...ORDERED, 'TDT+20', 'QTY+21:5', 'UNS+S'], { code: 'segment.unexpected' }],
    ['the state of a line', 'ORDERS', [...ORDERED, 'LIN+1', 'STS+1+2', 'UNS+S'], { code: 'segment.unexpected' }],
    ['a file of nothing', 'ORDERS', [...ORDERED, 'CED+1', 'UNS+S'], { code: 'segment.unexpected', tag: 'CED' }],
    ['terms of payment without kind', 'ORDERS', [...ORDERED, 'PYT', 'UNS+S'], { code: 'element.missing', tag: 'PYT' }],
    ['no section control', 'REQOTE', [...ASKED, 'DLM+1', 'LIN+1'], { code: 'segment.missing', tag: 'UNS' }],
    ['two limits', 'REQOTE', [...ASKED, 'DLM+1', 'DLM+1', 'LIN+1', 'UNS+S'], { code: 'segment.loop-too-often' }],
    ['no date', 'REQOTE', [ASKED[0]!, 'RCS+14', 'LIN+1', 'UNS+S'], { code: 'segment.missing', tag: 'DTM' }],
    [
      'a date behind its quantity',
      'OSTENQ',
      [...STATUS, 'LIN+1', 'LOC+7+1', 'QTY+21:5', 'DTM+2:20261201:102'],
      { tag: 'DTM' },
    ],
  ])('%s: %s', (_, type, body, expected) => {
    expect(edifact(type, body)[0]).toMatchObject(expected);
  });
});
