// Where a text stops being JSON (RFC 8259). JSON.parse says so in some of its messages only. Pure.

const BLANKS = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
/** As far as a string is right, for one that is not. */
const STRING_BEGUN = /"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Characters before the first one that is wrong; the length where only the end is missing. For texts that are not nested deeply. */
export function syntaxErrorAt(text: string): number {
  const scan = new Scan(text);
  if (scan.value()) scan.skip(BLANKS);
  return scan.at;
}

class Scan {
  at = 0;

  constructor(private readonly text: string) {}

  /** True where a whole value was passed; else `at` is where it went wrong. */
  value(): boolean {
    this.skip(BLANKS);
    const sign = this.text[this.at];
    if (sign === '{') return this.list('}', () => this.string() && this.sign(':') && this.value());
    if (sign === '[') return this.list(']', () => this.value());
    return sign === '"' ? this.string() : this.skip(PLAIN);
  }

  skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found !== undefined;
  }

  private list(end: '}' | ']', item: () => boolean): boolean {
    this.at += 1;
    if (this.sign(end)) return true;
    for (;;) {
      if (!item()) return false;
      if (this.sign(end)) return true;
      if (!this.sign(',')) return false;
    }
  }

  private string(): boolean {
    this.skip(BLANKS);
    if (this.skip(STRING)) return true;
    this.skip(STRING_BEGUN);
    return false;
  }

  private sign(wanted: string): boolean {
    this.skip(BLANKS);
    if (this.text[this.at] !== wanted) return false;
    this.at += 1;
    return true;
  }
}
