// The text of a mail, made safe for the patterns that look for a forward in it. Guarantee: what they get is short, has no long line, no long run of blanks
// and no long run of empty lines, whatever a sender writes; nothing is lost, because what was taken out is put back afterwards.

/** Characters that are looked through: a forward begins below a note of a person, not below a book. */
const LOOKED_AT = 40_000;
/** A line of a forward's header is shorter than that; the patterns take the square of a line's length. */
const LONGEST_LINE = 400;
const LONGEST_FIELD = 1_000;
const MOST_EMPTY_LINES = 12;
const OPEN = '\ue000';
const CLOSE = '\ue001';
const FIELD = /^[>\s*]{0,8}[\p{L} .-]{1,20}\s?[*]?[:：]/u;
const BLANKS = /\s{24}/;
const TOKEN = /\ue000(\d{1,6})\ue001/g;

export interface SafeText {
  text: string;
  /** What follows behind the characters that are looked through, exactly as it came. */
  rest: string;
  /** Puts back what was taken out of `text`. */
  restore(part: string): string;
}

export function safeText(whole: string): SafeText {
  const { head, rest } = cut(whole);
  const kept: string[] = [];
  const lines: string[] = [];
  let empty: string[] = [];
  let fields = 0;
  const put = (line: string) => {
    lines.push(`${OPEN}${kept.length}${CLOSE}`);
    kept.push(line);
  };
  const flush = () => {
    if (empty.length > MOST_EMPTY_LINES) put(empty.join('\n'));
    else lines.push(...empty);
    empty = [];
  };
  for (const line of head.split('\n')) {
    if (line.trim() === '') {
      empty.push(line);
      continue;
    }
    flush();
    // A field may be longer, a few times: a mail had many recipients.
    const room =
      line.length > LONGEST_LINE && fields < 8 && FIELD.test(line.slice(0, 60)) ? LONGEST_FIELD : LONGEST_LINE;
    if (line.length > LONGEST_LINE && room === LONGEST_FIELD) fields += 1;
    if (line.length > room || BLANKS.test(line) || line.includes(OPEN)) put(line);
    else lines.push(line);
  }
  flush();
  return {
    text: lines.join('\n'),
    rest,
    restore: part => part.replace(TOKEN, (token, index: string) => kept[Number(index)] ?? token),
  };
}

/** At the end of a line, so that no line is torn. */
function cut(whole: string): { head: string; rest: string } {
  if (whole.length <= LOOKED_AT) return { head: whole, rest: '' };
  const end = whole.lastIndexOf('\n', LOOKED_AT);
  return end < 1 ? { head: '', rest: whole } : { head: whole.slice(0, end), rest: whole.slice(end) };
}
