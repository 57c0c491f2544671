// Content-Transfer-Encoding (RFC 2045, 6) to bytes, and the uuencode that older mailers still send. Guarantee: never throws;
// cut or dirty input gives the bytes that can be told, with a warning where something is missing.
import type { Warn } from '../charset/charset.decoder.js';

/** The decoded bytes. `encoding` is the field's value; unknown ones are taken as they are. */
export function decodeTransfer(body: Buffer, encoding: string, warn: Warn): Buffer {
  switch (encoding) {
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return body;
    case 'base64':
      return decodeBase64(body, warn);
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
    case 'uue':
      return decodeUu(body, warn);
    default:
      if (!/^(?:7|8)[\s-]?bits?$/.test(encoding)) warn('transfer encoding unknown');
      return body;
  }
}

function decodeBase64(body: Buffer, warn: Warn): Buffer {
  const text = body.toString('latin1');
  const padding = text.indexOf('=');
  if (padding !== -1 && /[A-Za-z0-9+/]/.test(text.slice(padding))) {
    // Pieces that were each padded and then put together.
    return Buffer.concat(text.split(/=+/).map(piece => Buffer.from(piece, 'base64')));
  }
  const bytes = Buffer.from(text, 'base64');
  if (padding === -1 && bytes.length % 3 !== 0) warn('base64 cut off');
  return bytes;
}

const HEX = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit++) {
  HEX[digit.toString(16).charCodeAt(0)] = digit;
  HEX[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

function decodeQuotedPrintable(body: Buffer): Buffer {
  if (body.indexOf(0x3d) === -1) return body;
  const out = Buffer.allocUnsafeSlow(body.length);
  let length = 0;
  for (let at = 0; at < body.length; ) {
    const byte = body[at]!;
    if (byte !== 0x3d) {
      out[length++] = byte;
      at++;
      continue;
    }
    const high = HEX[body[at + 1] ?? 0]!;
    const low = HEX[body[at + 2] ?? 0]!;
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      at += 3;
      continue;
    }
    // A soft break: `=`, blanks, line end. Anything else is a lone equals sign.
    let end = at + 1;
    while (body[end] === 0x20 || body[end] === 0x09 || body[end] === 0x0d) end++;
    if (end >= body.length || body[end] === 0x0a) at = end + 1;
    else {
      out[length++] = byte;
      at++;
    }
  }
  return out.subarray(0, length);
}

function decodeUu(body: Buffer, warn: Warn): Buffer {
  const out = Buffer.allocUnsafeSlow(body.length);
  let length = 0;
  let open = false;
  let closed = false;
  for (const line of body.toString('latin1').split(/\r?\n/)) {
    if (!open) {
      open = /^begin [0-7]{3,4} /.test(line);
      continue;
    }
    if (line === 'end') {
      closed = true;
      break;
    }
    const count = ((line.charCodeAt(0) || 32) - 32) & 63;
    const six = (at: number) => ((line.charCodeAt(at) || 32) - 32) & 63;
    for (let at = 1, left = count; left > 0; at += 4, left -= 3) {
      const group = (six(at) << 18) | (six(at + 1) << 12) | (six(at + 2) << 6) | six(at + 3);
      for (let byte = 0; byte < Math.min(3, left) && length < out.length; byte++) {
        out[length++] = (group >> (16 - 8 * byte)) & 255;
      }
    }
  }
  if (!open) {
    warn('transfer encoding unknown');
    return body;
  }
  if (!closed) warn('uuencode cut off');
  return out.subarray(0, length);
}

/** Name in the `begin` line of a uuencoded body, or null. */
export function uuName(body: Buffer): string | null {
  return /^begin [0-7]{3,4} (\S.*?)\r?$/m.exec(body.subarray(0, 2048).toString('latin1'))?.[1] ?? null;
}
