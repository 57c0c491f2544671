// One sound segment of each kind, for the tests of the order. Totals are none of the quantities: how often those stand here is left to the test.

const X12 = `
ADV*01 AMT*TT*5 AT*1 BCH*04*SA*1**1*20261128 BEG*00*SA*1**20261128 BMG*00*TEXT BQT*00*7*20261128 BSI*7*20261128*1 CB1*00*1 CN1*01 CSH*Y CTB*OR*WHOLE
CTP**ACT*1 CUR*BY*USD DD*1 DIS*001*PC*2*02 DTM*002*20261215 EFI*00 FA1*DD FA2*01*1 FOB*PP FST*5*C*D*20270101 G53*1 G61*IC*INES GF*1 HL*1**O IN2*05*INES
INC*01*EA*1*2*3 IT3*1*EA IT8*Y ITD*01 LDT*AF*5*DA LE*1 LIN**BP*1 LM*DF LQ*0*1 LS*1 MAN*GM*1 MEA**WT*5*KG MIT*1*TEXT MSG*TEXT MTX**TEXT N1*BY*PORTAL
N2*PORTAL N3*ROAD N4*PEORIA N9*L1*TEXT NTE*GEN*TEXT NX2*01*1 PAM*01*5*EA PCT*01*5 PER*BD*INES PID*F****BOLT PKG*F****BOX PO3*D3*****1*EA PO4*1 PRF*1
PWK*PL*EM QTY*21*5*EA REF*DP*1 RRA*01 SAC*C*D240***1050 SCH*5*EA***002*20261220 SDQ*CA*92*1*5 SI*TI*1*2 SLN*1**I*1*EA SPI*00 TAX*1 TC2*J*1 TD1*CTN25*1
TD3*TL TD4***9*DRY TD5*O*2*UPSN TXI*LS*5`;

const EDIFACT = `
AJT+1 ALC+A ALI+DE API+1 APR+WS BGM+220+1+9 CAV+1 CCI+1 CED+1 CNT+11:5 COM+1:TE CTA+PD+:INES CUX+2:EUR:9 DGS+ADR DLM+1 DOC+220+1 DTM+137:20261128:102 EFI+1
EQD+EFP FII+1 FTX+DEL GEI+1+2 GIN+BJ+1 GIR+1+1 GIS+1 HAN+1 IMD+F IRQ+1 LOC+7+1 MEA+PD+LN+MMT:12 MOA+203:5 MTD+1 NAD+BY+1::9 PAC+2++CT PAI+::42 PAT+1 PCD+1:5
PCI+33E PIA+1+1:SA PRI+AAA:5 PYT+1++5+3+D+30 QTY+21:5:PCE QVA+1 QVR+1:21 RCS+14 RFF+CT:1 RJL+1 RNG+1+KGM:1:2 RTE+1 SCC+1 STG+1 STS+1+2 TAX+7+VAT TDT+20
TOD+6 UNS+S`;

const samples = (text: string, mark: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map(segment => [segment.split(mark)[0]!, segment]),
  );

const X12_SAMPLES = samples(X12, '*');
const EDIFACT_SAMPLES = samples(EDIFACT, '+');

/** Bodies of sets with these segments. Lines are counted through, as a set with two of the same number would be wrong. */
export function bodyOf(standard: 'x12' | 'edifact', tags: readonly string[]): string[] {
  const known = standard === 'x12' ? X12_SAMPLES : EDIFACT_SAMPLES;
  const lines = tags.filter(tag => /^(PO1|POC|HL)$/.test(tag)).length;
  let line = 0;
  return tags.map(tag => {
    if (/^(PO1|POC|LIN|HL)$/.test(tag)) line++;
    if (tag === 'PO1') return `PO1*${line}*1*EA`;
    if (tag === 'POC') return `POC*${line}*CA*1*1*EA`;
    if (tag === 'HL') return `HL*${line}**O`;
    if (tag === 'CTT') return `CTT*${lines}`;
    if (tag === 'LIN' && standard === 'edifact') return `LIN+${line}`;
    const segment = known.get(tag);
    if (segment === undefined) throw new Error(`No sample of ${tag}`);
    return segment;
  });
}
