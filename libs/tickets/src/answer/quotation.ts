// Where the quoted mail begins in a reply. Pure. Guarantee: time grows with the length of the text alone. (email-reply-parser takes seconds for texts
// that were made to hurt it: 20,000 empty lines cost 20 s on the thread that serves everybody.)

/** Signature delimiter (RFC 3676, section 4.3), with the space that many lose. */
const SIGNATURE = /^-- ?$/;
/** Outlook's rule over the quoted mail, and the banners of other programs. */
const BANNER =
  /^(?:_{10,}|-{2,} ?(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht|forwarded message|weitergeleitete nachricht) ?-{2,})$/i;
/** "On Monday, … wrote:", in the languages that our customers write in: how it begins, and how it ends. */
const ATTRIBUTION_START = /^(?:on|am|le|el|il|op|den|em|på|w dniu) /i;
const ATTRIBUTION_END =
  /(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|escreveu|napisał|napisał\(a\))[^:]{0,80}:$/i;
const HEADER_FIRST = /^\*?(?:from|von|de|da|van|från|od)\*? ?: ?\S/i;
const HEADER_NEXT =
  /^\*?(?:sent|date|gesendet|datum|envoyé|enviado|inviato|verzonden|skickat|to|an|à|para|subject|betreff|objet|asunto|oggetto)\*? ?: ?\S/i;
const LONGEST_LINE_READ = 400;
/** An attribution may be wrapped by the sender's program. */
const ATTRIBUTION_LINES = 3;

/** The lines as the rules of this file read them: without the space around them, and no longer than any rule looks. */
export const readableLines = (lines: readonly string[]): string[] =>
  lines.map(line => line.slice(0, LONGEST_LINE_READ).trim());

/** The signature, or the head of the quoted mail, begins here. `lines`: see readableLines(). Lines that begin with ">" are not told. */
export function isCut(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  if (SIGNATURE.test(line) || BANNER.test(line) || attributionLines(lines, at) > 0) return true;
  return HEADER_FIRST.test(line) && lines.slice(at + 1, at + 4).some(next => HEADER_NEXT.test(next));
}

/**
 * How many lines from here on say who wrote the quoted mail; 0 where none does. With a date in it, or with a quote right below: "On Monday I wrote:"
 * alone is a sentence.
 */
export function attributionLines(lines: readonly string[], at: number): number {
  if (!ATTRIBUTION_START.test(lines[at]!)) return 0;
  for (let more = 1; more <= ATTRIBUTION_LINES; more++) {
    const whole = lines
      .slice(at, at + more)
      .join(' ')
      .slice(0, 2 * LONGEST_LINE_READ);
    if (!ATTRIBUTION_END.test(whole.slice(-200))) continue;
    const below = lines.slice(at + more, at + more + 2).find(line => line !== '');
    if (/\d/.test(whole) || below?.startsWith('>') === true) return more;
    return 0;
  }
  return 0;
}
