// Decimal numbers as text, from the text of a partner to ours. Guarantee: no digit is added, dropped or rounded, and none ever becomes a number.

/**
 * A decimal string with a point: `1,5` gives `1.5`, `+7` gives `7`, `.25` gives `0.25`; digits stay as they came, zeros too. Null where it is none:
 * a thousands separator (a second point or comma, a blank), a power of ten, letters, nothing at all. ISO 9735-1 10.1 and X12.6 type R, which both know
 * one decimal mark and no other separator.
 */
export function readDecimal(written: string): string | null {
  const { length } = written;
  let mark = -1;
  let digits = 0;
  let plain = true;
  for (let i = 0; i < length; i++) {
    const code = written.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      digits++;
    } else if (code === 46 || code === 44) {
      if (mark >= 0) return null;
      mark = i;
      plain &&= code === 46;
    } else if (i === 0 && (code === 45 || code === 43)) {
      plain &&= code === 45;
    } else {
      return null;
    }
  }
  if (digits === 0) return null;
  // Nearly all are as we write them: they are handed on as they are.
  if (mark < 0) return plain ? written : written.slice(1);
  if (plain && mark < length - 1 && mark > (written.charCodeAt(0) === 45 ? 1 : 0)) return written;
  return marked(written, mark);
}

function marked(written: string, mark: number): string {
  const first = written.charCodeAt(0);
  const sign = first === 45 ? '-' : '';
  const whole = written.slice(first === 45 || first === 43 ? 1 : 0, mark) || '0';
  const part = written.slice(mark + 1);
  return part === '' ? sign + whole : `${sign}${whole}.${part}`;
}

/**
 * X12.6 type Nn: the last `places` digits stand behind a point that is not written: `1250` with two is `12.50`. Null where it is no whole number: a
 * point that is written would say something else than the standard does.
 */
export function readImplied(written: string, places: number): string | null {
  const whole = readDecimal(written);
  if (whole === null || whole !== (written.charCodeAt(0) === 43 ? written.slice(1) : written)) return null;
  if (places === 0 || whole.includes('.')) return whole.includes('.') ? null : whole;
  const sign = whole.charCodeAt(0) === 45 ? '-' : '';
  const digits = whole.slice(sign.length).padStart(places + 1, '0');
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
