// A number as a source writes it, as E.164 where it is one (ITU-T E.164; parsing by the metadata of libphonenumber). Guarantees: pure; what is not valid
// stays text, so that nobody is taken for somebody else; the same number in two notations is one.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

export interface NumberRules {
  country: CountryCode;
  /** `493012345`: the country code without its plus. */
  withoutPlus: boolean;
}

export interface ReadNumber {
  /** As the source writes it; '' where the caller withheld it. */
  said: string;
  /** E.164, without an extension; null where it is no valid number. */
  number: string | null;
}

const WITHHELD = new Set([
  ...[
    'anonymous',
    'anonym',
    'anonyme',
    'unknown',
    'unbekannt',
    'inconnu',
    'private',
    'privat',
    'restricted',
    'blocked',
  ],
  ...['unavailable', 'withheld', 'hidden', 'none', 'null', 'undefined', 'no caller id', 'caller id blocked'],
  ...['private number', 'unknown number', 'private caller', 'unknown caller', 'anonymous caller', 'not available'],
  // Twilio writes these words as the keys of a telephone: RESTRICTED, BLOCKED, UNKNOWN, ANONYMOUS, UNAVAILABLE.
  ...['+7378742833', '+2562533', '+8656696', '+266696687', '+86282452253'],
]);
const LONGEST = 200;
const FEWEST_DIGITS = 4;

/** RFC 3323: an anonymous caller of SIP has this host. */
export const isWithheld = (text: string): boolean =>
  /^0*$/.test(text) || WITHHELD.has(text.toLowerCase()) || /@anonymous\.invalid$/i.test(text);

export function readNumber(text: string, rules: NumberRules): ReadNumber {
  const said = text
    .normalize('NFKC')
    .replace(/[\0-\x1f\x7f]/g, '')
    .trim()
    .slice(0, LONGEST);
  const plain = userOf(said);
  if (isWithheld(plain) || isWithheld(said.replace(/^sips?:/i, ''))) return { said: '', number: null };
  return { said, number: numberOf(plain, rules) };
}

/** The part of a SIP address or a tel: URI (RFC 3261, RFC 3966) that is the number; other text as it is. */
export function userOf(text: string): string {
  const uri = /^<?\s*(?:sips?|tel):([^@;?>]*)/i.exec(text)?.[1];
  const user = uri ?? (/^<?([^@<>\s]+)@[^@\s]+$/.exec(text)?.[1] || text);
  try {
    return decodeURIComponent(user).trim();
  } catch {
    return user.trim();
  }
}

function numberOf(plain: string, { country, withoutPlus }: NumberRules): string | null {
  const digits = plain.replace(/\D/g, '');
  // Most of what is logged is extensions and words: refusing those costs the library more than reading a number.
  if (digits.length < FEWEST_DIGITS) return null;
  // A country code is followed by a number: what is shorter was not dialled across a border.
  const international = withoutPlus && /^[1-9]/.test(plain.replace(/[(\s]/g, '')) && digits.length >= 8;
  return (international ? validNumber(`+${plain}`, country) : null) ?? validNumber(plain, country);
}

function validNumber(text: string, country: CountryCode): string | null {
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
  return parsed?.isValid() ? parsed.number : null;
}
