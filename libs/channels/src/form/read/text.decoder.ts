// From the bytes of a field to text. Guarantees: never throws; UTF-8 where it is UTF-8; else what the form declares, else windows-1252, and then a person is
// told; NUL and lone surrogates are gone, so that what comes out can be stored; ends of lines are \n.

import { TextDecoder } from 'node:util';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

export class TextReader {
  guessed = false;
  private declared: TextDecoder | null;

  /** @param charset as a Content-Type, `_charset_` (RFC 7578, section 4.6) says; '' where nothing does */
  constructor(charset: string) {
    this.declared = decoderOf(charset);
  }

  declare(charset: string): void {
    this.declared ??= decoderOf(charset);
  }

  read(bytes: Uint8Array): string {
    return cleanText(this.decoded(bytes));
  }

  private decoded(bytes: Uint8Array): string {
    if (!this.declared || this.declared.encoding === 'utf-8') {
      try {
        return UTF8.decode(bytes);
      } catch {
        this.guessed = true;
        return new TextDecoder('windows-1252').decode(bytes);
      }
    }
    return this.declared.decode(bytes);
  }
}

export const cleanText = (text: string): string => text.replaceAll('\0', '').replace(/\r\n?/g, '\n').toWellFormed();

function decoderOf(charset: string): TextDecoder | null {
  if (charset === '') return null;
  try {
    return new TextDecoder(charset);
  } catch {
    return null;
  }
}
