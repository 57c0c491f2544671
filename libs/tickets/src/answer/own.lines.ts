// What somebody wrote into an answer themselves, line by line: without the quoted mail, the greeting and the signature. Pure, in time that grows with
// the length of the text alone. What stands in a quote is never read as said: our own form stands there.
import { attributionLines, isCut, readableLines } from './quotation.js';

/** Over the form in our mails: where a program quotes without ">", the quotation begins here at the latest. */
export const MARKER = '--- Please answer above this line ---';

/** An answer that says more than this by itself is no answer to a form. */
export const MOST_LINES = 200;
export const MOST_CHARACTERS = 20_000;
const MOST_READ = 400_000;

const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin|servus|liebe[rs]?|sehr geehrte[rs]?|bonjour|hola|thanks|thank you)\b/i;
const CLOSING =
  /^(?:(?:with )?(?:(?:best|kind|kindest|warm|many) )?(?:regards|wishes|greetings)|thanks|thank you|many thanks|cheers|sincerely|yours(?: sincerely| faithfully| truly)?|mit (?:freundlichen|besten) grüßen|(?:viele|beste|freundliche|liebe|schöne) grüße|mfg|vg|lg|(?:besten |vielen )?dank|gruß|cordialement|(?:un )?saludos?|cordiali saluti|met vriendelijke groet(?:en)?)[ ,.!]*$/i;
const DEVICE = /^(?:sent from |gesendet (?:von|mit) |von meinem |envoyé de(?:puis)? |enviado desde |get outlook for )/i;
const GREETING_WORDS = 4;

/**
 * The lines, trimmed, empty ones as ''. `too-long`: what is not quoted is more than anybody would type.
 * @param name of the writer: a line with it alone begins a signature
 */
export function ownLines(text: string, name: string): string[] | 'too-long' {
  const lines = text.slice(0, MOST_READ).replace(/\r\n?/g, '\n').split('\n');
  const read = readableLines(lines);
  const quoted = read.findIndex((line, at) => isQuoted(line) || isCut(read, at));
  const above = quoted < 0 ? lines : lines.slice(0, quoted);
  // Who answers below a quote that is marked as one has nothing above it but the name of whom they quote.
  const said = hasWords(above) || quoted < 0 ? above : belowQuote(lines, read);
  const own = withoutSignature(
    said.map(line => line.trim()),
    name.trim().toLowerCase(),
  );
  const isLong = own.length > MOST_LINES || own.reduce((sum, line) => sum + line.length, 0) > MOST_CHARACTERS;
  return isLong ? 'too-long' : own;
}

const isQuoted = (line: string): boolean => line.startsWith('>') || line.includes(MARKER);
const hasWords = (lines: readonly string[]): boolean => lines.some(line => line.trim() !== '');

/** Behind the last line that is marked with ">", where the quote begins with the mail. */
function belowQuote(lines: readonly string[], read: readonly string[]): string[] {
  const first = read.findIndex(line => line !== '');
  const begin = first + attributionLines(read, Math.max(first, 0));
  const opens = read.slice(begin).find(line => line !== '');
  if (!opens?.startsWith('>')) return [];
  const below = lines.slice(read.findLastIndex(line => line.startsWith('>')) + 1);
  const readBelow = readableLines(below);
  const end = readBelow.findIndex((line, at) => isQuoted(line) || isCut(readBelow, at));
  return end < 0 ? below : below.slice(0, end);
}

function withoutSignature(lines: readonly string[], name: string): string[] {
  const begin = lines.findIndex(line => line !== '');
  if (begin < 0) return [];
  const rest = lines.slice(isGreeting(lines[begin]!) ? begin + 1 : begin);
  const first = rest.findIndex(line => line !== '');
  const firstName = name.split(/\s+/)[0] ?? '';
  const signs = (line: string) => {
    const plain = line.toLowerCase().replace(/[,.!]+$/, '');
    return CLOSING.test(line) || DEVICE.test(line) || (plain !== '' && (plain === name || plain === firstName));
  };
  const end = rest.findIndex((line, at) => at > first && signs(line));
  return end < 0 ? rest : rest.slice(0, end);
}

/** "Hello Mara," and the like: a word or two, or few that end as a greeting does. */
function isGreeting(line: string): boolean {
  const words = line.split(/\s+/).length;
  return GREETING.test(line) && (words <= 2 || (words <= GREETING_WORDS && /[,!]$/.test(line)));
}
