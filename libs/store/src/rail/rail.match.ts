// Which tickets the words of a search mean: conditions on the ticket `t`, in the three ranks of the answer. Guarantee: what a person types is a value, never SQL.
import { readFormReference, type SearchWords, textQuery } from '#tickets';

/** Adds a value to the statement and gives its place, $1, $2 … */
export type Bind = (value: unknown) => string;

/** The ticket of this number, or of the reference that whoever filled in a form was told; null where the words are neither. */
export function exactMatch({ words }: SearchWords, bind: Bind): string | null {
  const number = /^#?(\d{1,15})$/.exec(words)?.[1];
  const message = readFormReference(words);
  const either: string[] = [];
  if (number !== undefined) either.push(`t.id = ${bind(Number(number))}::bigint`);
  if (message !== null)
    either.push(
      `t.id = (SELECT coalesce(k.merged_into, k.id) FROM message m JOIN ticket k ON k.id = m.ticket_id WHERE m.id = ${bind(message)}::bigint AND m.transport ->> 'via' = 'form')`,
    );
  return either.length === 0 ? null : `(${either.join(' OR ')})`;
}

/** As the index ticket_head has it, letter by letter: else it is not used. The telephone number stands last. */
const HEAD = `(t.subject || ' ' || t.requester_name || ' ' || coalesce(t.requester_address, '') || ' ' || coalesce(t.requester_phone, ''))`;

/** All pieces stand in subject, requester, address or number; or it is a caller's number. */
export function headMatch({ words, pieces }: SearchWords, bind: Bind): string {
  const inHead = (pattern: string): string => `${HEAD} ILIKE ${bind(pattern)}::text`;
  const all = pieces.map(piece => inHead(`%${piece.replace(/[\\%_]/g, '\\$&')}%`)).join(' AND ');
  // As people write a telephone number: with blanks, and with the 0 that a country code takes the place of.
  const digits = /^[+\d() ./-]{5,40}$/.test(words) ? words.replace(/\D/g, '').replace(/^0+/, '') : '';
  return digits.length >= 4 ? `((${all}) OR ${inHead(`%${digits}`)})` : `(${all})`;
}

/** A condition on the row `alias` of entry_search; null where nothing that was typed is a word. */
export function textMatch({ terms }: SearchWords, bind: Bind): ((alias: string) => string) | null {
  const asked = textQuery(terms);
  if (asked === null) return null;
  const place = bind(asked);
  return alias => `${alias}.words @@ ${place}::tsquery`;
}

/** Any of the three, where a list keeps its own order. */
export function anyMatch(search: SearchWords, bind: Bind): string {
  const inText = textMatch(search, bind);
  const ways = [
    exactMatch(search, bind),
    headMatch(search, bind),
    inText && `t.id IN (SELECT s.ticket_id FROM entry_search s WHERE ${inText('s')})`,
  ];
  return `(${ways.filter(way => way !== null).join(' OR ')})`;
}
