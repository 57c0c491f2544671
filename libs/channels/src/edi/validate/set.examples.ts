// Documents of invented companies for the tests of the tables: each holds as many kinds of segments as partners really send.

import type { Interchange, TransactionSet } from '../envelope/interchange.js';
import { readInterchange } from '../envelope/interchange.reader.js';

/** Segments of a body, `*` between elements. @param version GS08 */
export function x12Interchange(sets: readonly (readonly [string, readonly string[]])[], version = '004010'): string {
  const isa = 'ISA*00*          *00*          *ZZ*PORTALPUMPS    *ZZ*NORDWERK       *261128*1030*';
  const control = version < '004020' ? 'U*00401' : '^*00501';
  const written = sets.map(([type, body], index) => {
    const ref = String(index + 1).padStart(4, '0');
    return [`ST*${type}*${ref}`, ...body, `SE*${body.length + 2}*${ref}`].map(segment => `${segment}~`).join('');
  });
  return `${isa}${control}*000000301*0*P*>~GS*PO*PORTALPUMPS*NORDWERK*20261128*1030*31*X*${version}~${written.join('')}GE*${sets.length}*31~IEA*1*000000301~`;
}

/** @param version `D:96A` */
export function edifactInterchange(
  messages: readonly (readonly [string, readonly string[]])[],
  version = 'D:96A',
): string {
  const written = messages.map(([type, body], index) =>
    [`UNH+${index + 1}+${type}:${version}:UN`, ...body, `UNT+${body.length + 2}+${index + 1}`]
      .map(segment => `${segment}'`)
      .join(''),
  );
  return `UNB+UNOC:3+PORTAL:ZZ+NORDWERK:ZZ+261128:1030+R301'${written.join('')}UNZ+${messages.length}+R301'`;
}

export const readText = (text: string): Interchange => readInterchange(Buffer.from(text, 'latin1'));
export const firstSet = (text: string): TransactionSet => readText(text).groups[0]!.sets[0]!;

export const wideOrder: readonly string[] = [
  'BEG*00*SA*PO-88100**20261128**AC',
  'CUR*BY*USD',
  'REF*DP*014',
  'REF*IA*77120*Pumps and parts',
  'PER*BD*Ines Albrecht*TE*555-0100*EM*ines@portal.example.com',
  'TAX*77-000*SP*TX',
  'FOB*PP*OR*Dock 3',
  'CTP**ACT*12.5*1*EA',
  'SAC*A*D240***1500',
  'SAC*C*ZZZZ***250*******06***Pallet fee',
  'ITD*01*3*2**30**31*****2 10 net 30',
  'DIS*001*PC*2*02*1*5',
  'DTM*002*20261215',
  'DTM*010*20261212*0800',
  'PID*F****Spring programme',
  'MEA**WT*120*LB',
  'PWK*PL*EM',
  'TD5*O*2*UPSN*M*Ground',
  'TD4***9*Keep dry',
  'MAN*GM*00812345678901234560',
  'CTB*OR*Ship complete',
  'AMT*TT*9000',
  'N9*ZZ*INSTRUCTIONS',
  'MSG*Call before delivery, gate 4.',
  'MSG*No Saturdays.',
  'N1*BY*Portal Pumps Inc*92*1001',
  'N2*Purchasing',
  'N3*12 Mill Road*Suite 4',
  'N4*Springfield*IL*62701*US',
  'REF*VR*5501',
  'PER*DC*Dock office*TE*555-0101',
  'N1*ST*Portal Plant 2*92*1002',
  'N4*Peoria*IL*61601',
  'PO1*1*12*EA*45.5*PE*BP*40001*VP*G-40001*UP*012345678905',
  'CUR*BY*USD',
  'PO3*D3*20261212*ACT*45.5*PE*12*EA',
  'CTP**MSR*59.99',
  'PID*F****Gasket, rubber, 12 mm',
  'MEA*PD*LN*12*MM',
  'PO4*6*2*EA',
  'REF*BT*L-19',
  'SAC*A*F050***500*Z*5',
  'SDQ*EA*92*1002*8*1003*4',
  'DTM*002*20261220',
  'TD5*O*2*FDEG',
  'SCH*8*EA***002*20261220',
  'SCH*4*EA***002*20261230',
  'N9*L1*SHORT',
  'MSG*Mark each bag.',
  'N1*DA*Store 3*92*1003',
  'N4*Peoria*IL*61602*US',
  'SLN*1**I*6*EA*7.5***BP*S-1',
  'PID*F****Bolt',
  'PO1*2*0.5*LB*4,25**BP*40002',
  'CTT*2*12.5',
  'AMT*1*548.13',
];

export const wideOrders: readonly string[] = [
  'BGM+220+4500012+9',
  'DTM+137:20261128:102',
  'DTM+64:20261215:102',
  'PAI+::42',
  'FTX+DEL+++Gate 4 only:Call before',
  'RFF+CT:K-77',
  'DTM+171:20260101:102',
  'NAD+BY+4099999000018::9++Portal Pumpen GmbH+Werftweg 3+Bremen++28195+DE',
  'RFF+VA:DE111222333',
  'CTA+PD+:Ines Albrecht',
  'COM+?+49 421 555:TE',
  'COM+ines@portal.example.com:EM',
  'NAD+SU+4099999000025::9',
  'NAD+DP+4099999000032::9',
  'LOC+11+GATE4',
  'TAX+7+VAT+++:::19+S',
  'CUX+2:EUR:9',
  'PAT+1++5:3:D:30',
  'TDT+20++30+31',
  'TOD+6++DAP',
  'LIN+1++4012345000016:EN',
  'PIA+1+G-40001:SA+40001:BP',
  'IMD+F++:::Dichtung 12 mm',
  'MEA+PD+LN+MMT:12',
  'QTY+21:12:PCE',
  'DTM+2:20261215:102',
  'MOA+203:546',
  'FTX+AAI+++Mark each bag',
  'PRI+AAA:45,5:::1:PCE',
  'RFF+LI:10',
  'PAC+2++CT',
  'LOC+7+1002',
  'QTY+11:8',
  'NAD+DP+4099999000049::9',
  'ALC+A++++DI',
  'PCD+1:5',
  'SCC+1',
  'QTY+21:8:PCE',
  'DTM+2:202612151030:203',
  'LIN+2++40002:BP',
  'QTY+21:0.5:KGM',
  'PRI+AAB:4.25',
  'UNS+S',
  'MOA+86:548.13',
  'CNT+2:2',
  'CNT+1:12.5',
];
