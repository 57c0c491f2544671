// Posted records as named texts: forms, and JSON by keys or pointers (RFC 6901).
import type { Position } from '#tickets';
import type { RecordFields } from './record.fields.js';

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

export class FormFields implements RecordFields {
  constructor(
    private readonly form: URLSearchParams,
    private readonly row?: number,
  ) {}

  text(name: string): string {
    return (this.form.get(name) ?? '').trim();
  }

  place(name: string): Position {
    return { ...(this.row === undefined ? {} : { row: this.row }), pointer: `/${escaped(name)}` };
  }

  called(name: string): string {
    return name;
  }
}

export class JsonFields implements RecordFields {
  constructor(
    private readonly document: unknown,
    private readonly mapping: Readonly<Record<string, string | number>> = {},
    private readonly row?: number,
  ) {}

  /** Numbers and truth values as JSON writes them; '' for what is no single value. */
  text(name: string): string {
    const value = this.tokens(name).reduce<unknown>((within, key) => {
      const isOwn = typeof within === 'object' && within !== null && Object.hasOwn(within, key);
      return isOwn ? (within as Record<string, unknown>)[key] : undefined;
    }, this.document);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value).trim()
      : '';
  }

  place(name: string): Position {
    const pointer = this.tokens(name).map(key => `/${escaped(key)}`);
    return { ...(this.row === undefined ? {} : { row: this.row }), pointer: pointer.join('') };
  }

  called(name: string): string {
    return this.place(name).pointer || name;
  }

  private tokens(name: string): string[] {
    const mapped = this.mapping[name] ?? (Object.keys(this.mapping).length === 0 ? name : '\0');
    const text = String(mapped);
    if (!text.startsWith('/')) return [text];
    return text
      .slice(1)
      .split('/')
      .map(token => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
}
