// What cannot be agreed with a trading partner, beyond the shape of the values: said at its place. Pure.
import type { FieldFault } from '../kinds/fields.js';
import { identityKey, type TradeIdentity, type TradeStandard, type TradingPartner } from './partner.js';

/** Character sets that an agreement may name, each of which leaves the delimiters of both standards as they are in ASCII. */
export const TRADE_CHARSETS = [
  'ascii',
  'latin1',
  'utf-8',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-7',
  'iso-8859-9',
  'iso-8859-15',
  'windows-1250',
  'windows-1252',
] as const;

/** What may answer interchanges of a standard: functional acknowledgements of X12, the syntax report of EDIFACT. */
export const answersFor = (standard: TradeStandard): readonly TradingPartner['acknowledge'][] =>
  standard === 'x12' ? ['997', '999', 'none'] : ['contrl', 'none'];

export function partnerFaults(
  partner: Pick<TradingPartner, 'standard' | 'acknowledge' | 'charset' | 'identities' | 'ownIdentities'>,
): FieldFault[] {
  const { standard, acknowledge, charset } = partner;
  const faults: FieldFault[] = [];
  if (!answersFor(standard).includes(acknowledge))
    faults.push({
      pointer: '/acknowledge',
      detail: `${standard === 'x12' ? 'X12' : 'EDIFACT'} is answered with ${answersFor(standard).join(', ')}`,
    });
  if (charset !== null && !(TRADE_CHARSETS as readonly string[]).includes(charset))
    faults.push({ pointer: '/charset', detail: `Is none of: ${TRADE_CHARSETS.join(', ')}` });
  return [
    ...faults,
    ...twins('/identities', standard, partner.identities),
    ...twins('/ownIdentities', standard, partner.ownIdentities),
  ];
}

function twins(pointer: string, standard: TradeStandard, identities: readonly TradeIdentity[]): FieldFault[] {
  const keys = identities.map(identity => identityKey(standard, identity));
  return keys.flatMap((key, i) =>
    keys.indexOf(key) < i ? [{ pointer: `${pointer}/${i}/id`, detail: 'Stands here twice' }] : [],
  );
}
