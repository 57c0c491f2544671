// Decodes the escape-switched 7-bit charsets: ISO-2022-JP (RFC 1468, with the half-width kana and NEC characters that
// mail really contains), ISO-2022-KR (RFC 1557) and HZ (RFC 1843). Guarantee: pure 7-bit text in, exact characters out.
import iconv from 'iconv-lite';

type JapaneseSet = 'ascii' | 'kana' | 'jis0208' | 'jis0212';

const ESCAPES: Record<string, JapaneseSet> = {
  '(B': 'ascii',
  '(J': 'ascii',
  '(H': 'ascii',
  '(I': 'kana',
  '$@': 'jis0208',
  $B: 'jis0208',
  '$(B': 'jis0208',
  '$(@': 'jis0208',
  '$(D': 'jis0212',
};

/** ISO-2022-JP to text. JIS X 0208 goes by way of code page 932, which has the vendor rows that ISO-2022-JP mail uses. */
export function decodeIso2022Jp(bytes: Buffer): string {
  let out = '';
  let set: JapaneseSet = 'ascii';
  let run: number[] = [];
  const flush = () => {
    if (run.length > 0) out += decodeJapanese(set, run);
    run = [];
  };
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!;
    if (byte === 0x1b) {
      const three = bytes.toString('latin1', at + 1, at + 4);
      const two = three.slice(0, 2);
      const next = ESCAPES[three] ?? ESCAPES[two];
      if (next) {
        flush();
        set = next;
        at += ESCAPES[three] ? 4 : 3;
        continue;
      }
    }
    // RFC 1468: a line begins in ASCII. Mailers that forget the last escape must not lose the rest.
    if (byte === 10 || byte === 13) {
      flush();
      set = 'ascii';
    }
    run.push(byte);
    at++;
  }
  flush();
  return out;
}

function decodeJapanese(set: JapaneseSet, run: number[]): string {
  if (set === 'ascii') return iconv.decode(Buffer.from(run), 'shift_jis');
  if (set === 'kana') return iconv.decode(Buffer.from(run.map(byte => byte | 0x80)), 'shift_jis');
  const out: number[] = [];
  for (let at = 0; at + 1 < run.length; at += 2) {
    const lead = run[at]! & 0x7f;
    const trail = run[at + 1]! & 0x7f;
    if (set === 'jis0212') out.push(0x8f, lead | 0x80, trail | 0x80);
    else out.push(...shiftJisPair(lead, trail));
  }
  return iconv.decode(Buffer.from(out), set === 'jis0212' ? 'euc-jp' : 'shift_jis');
}

/** Row and cell of JIS X 0208 (0x21 to 0x7e each) as the two bytes of Shift_JIS. */
function shiftJisPair(lead: number, trail: number): [number, number] {
  const row = lead - 0x21;
  const high = (row >> 1) + 0x81;
  const low = row % 2 === 0 ? trail + 0x1f + (trail >= 0x60 ? 1 : 0) : trail + 0x7e;
  return [high > 0x9f ? high + 0x40 : high, low];
}

/** ISO-2022-KR to text: SO (0x0e) switches to KS X 1001, SI (0x0f) and each line end back. */
export function decodeIso2022Kr(bytes: Buffer): string {
  const out: number[] = [];
  let shifted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === 0x1b && bytes.toString('latin1', at + 1, at + 4) === '$)C') at += 3;
    else if (byte === 0x0e) shifted = true;
    else if (byte === 0x0f) shifted = false;
    else {
      if (byte === 10) shifted = false;
      out.push(shifted && byte > 0x20 ? byte | 0x80 : byte);
    }
  }
  return iconv.decode(Buffer.from(out), 'euc-kr');
}

/** HZ-GB-2312 to text: `~{` and `~}` switch, `~~` is a tilde. */
export function decodeHz(bytes: Buffer): string {
  const out: number[] = [];
  let chinese = false;
  for (let at = 0; at < bytes.length; at++) {
    const pair = bytes.toString('latin1', at, at + 2);
    if (pair === '~{' || pair === '~}') {
      chinese = pair === '~{';
      at++;
    } else if (!chinese && pair === '~~') {
      out.push(0x7e);
      at++;
    } else if (!chinese && pair === '~\n') at++;
    else {
      const byte = bytes[at]!;
      if (byte === 10) chinese = false;
      out.push(chinese ? byte | 0x80 : byte);
    }
  }
  return iconv.decode(Buffer.from(out), 'gb18030');
}
