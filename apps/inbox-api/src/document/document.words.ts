// The codes that a document and the lines of a page use, in plain words. Pure. A code that no list has is left out: it is shown as it is written.
import type { DocumentWords } from '#api';
import {
  contactWords,
  edifactPartyWords,
  edifactUnitWords,
  priceBasisWords,
  setWords,
  x12PartyWords,
  x12UnitWords,
} from '#channels';
import type { TradeDocument, TradeLine, TradeParty } from '#tickets';

export function documentWords(document: TradeDocument, lines: readonly TradeLine[]): DocumentWords {
  const isX12 = document.source.standard === 'x12';
  const parties = [...document.parties, ...lines.flatMap(line => line.shipTo ?? [])];
  const units = lines.flatMap(line => [line.uom, ...line.schedules.map(schedule => schedule.uom)]);
  return {
    set: setWords(document.source.messageType),
    units: known(units, isX12 ? x12UnitWords : edifactUnitWords),
    // EDIFACT says "per 100 KGM" and needs no list.
    bases: isX12
      ? known(
          lines.map(line => line.priceBasis),
          priceBasisWords,
        )
      : {},
    roles: known(
      parties.map(party => party.role),
      isX12 ? x12PartyWords : edifactPartyWords,
    ),
    functions: known(parties.flatMap(functionsOf), contactWords),
  };
}

const functionsOf = (party: TradeParty): string[] => party.contacts.map(contact => contact.function);

function known(codes: readonly string[], words: (code: string) => string): Record<string, string> {
  const distinct = [...new Set(codes)].filter(code => code !== '' && words(code) !== code);
  return Object.fromEntries(distinct.map(code => [code, words(code)]));
}
