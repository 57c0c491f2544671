// The columns of a multi-row statement in PostgreSQL's binary format. As text each element is quoted here and parsed there, and bytes travel as twice as
// many hexadecimal digits. Guarantee: the statement gets the same values either way; an array with anything that has no plain binary form goes as text.

/** Writes one element at the end; false: it has no plain binary form here. */
type Put = (to: Bytes, value: unknown) => boolean;

interface ElementType {
  /** pg_type.oid, fixed for built-in types. */
  oid: number;
  put: Put;
}

const EPOCH_2000_MS = 946_684_800_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Of `$3::text[]`: 3 and `text`. */
const ARRAY_PARAMETER = /\$(\d+)::(\w+)\[\]/g;

const integer =
  (bits: 16 | 32): Put =>
  (to, value) => {
    if (!Number.isInteger(value) || Math.abs(value as number) >= 2 ** (bits - 1)) return false;
    to.length(bits / 8);
    if (bits === 16) to.int16(value as number);
    else to.int32(value as number);
    return true;
  };

const TYPES: Record<string, ElementType> = {
  boolean: {
    oid: 16,
    put(to, value) {
      if (typeof value !== 'boolean') return false;
      to.length(1);
      to.byte(value ? 1 : 0);
      return true;
    },
  },
  bytea: {
    oid: 17,
    put(to, value) {
      if (!(value instanceof Uint8Array)) return false;
      to.length(value.length);
      to.bytes(value);
      return true;
    },
  },
  bigint: {
    oid: 20,
    put(to, value) {
      if (!Number.isSafeInteger(value)) return false;
      to.length(8);
      to.int64(value as number);
      return true;
    },
  },
  smallint: { oid: 21, put: integer(16) },
  int: { oid: 23, put: integer(32) },
  text: {
    oid: 25,
    put: (to, value) => typeof value === 'string' && to.text(value),
  },
  timestamptz: {
    oid: 1184,
    put(to, value) {
      // Microseconds since 2000, as the driver's text says them: whole milliseconds.
      const microseconds = value instanceof Date ? (value.getTime() - EPOCH_2000_MS) * 1_000 : Number.NaN;
      if (!Number.isSafeInteger(microseconds)) return false;
      to.length(8);
      to.int64(microseconds);
      return true;
    },
  },
  uuid: {
    oid: 2950,
    put(to, value) {
      if (typeof value !== 'string' || !UUID.test(value)) return false;
      to.length(16);
      to.bytes(Buffer.from(value.replaceAll('-', ''), 'hex'));
      return true;
    },
  },
  // One byte for the version of the format stands before the text.
  jsonb: { oid: 3802, put: (to, value) => typeof value === 'string' && to.text(value, 1) },
};

const parameters = new Map<string, (ElementType | undefined)[]>();

/** The values of a named statement, whose text casts each array: `$1::bigint[]`. */
export function binaryArrays(name: string, text: string, values: readonly unknown[]): unknown[] {
  let types = parameters.get(name);
  if (!types) {
    types = [];
    for (const [, place, type] of text.matchAll(ARRAY_PARAMETER)) types[Number(place) - 1] = TYPES[type!];
    parameters.set(name, types);
  }
  return values.map((value, i) => {
    const type = types[i];
    return type && Array.isArray(value) ? (encoded(value, type) ?? value) : value;
  });
}

/** array_recv() of PostgreSQL: dimensions, whether there are nulls, the type; size and lower bound; then each element behind its length. */
function encoded(values: readonly unknown[], { oid, put }: ElementType): Buffer | null {
  const to = new Bytes(24 + values.length * 16);
  const isEmpty = values.length === 0;
  to.int32(isEmpty ? 0 : 1);
  to.int32(values.includes(null) || values.includes(undefined) ? 1 : 0);
  to.int32(oid);
  if (isEmpty) return to.whole();
  to.int32(values.length);
  to.int32(1);
  for (const value of values) {
    if (value === null || value === undefined) to.length(-1);
    else if (!put(to, value)) return null;
  }
  return to.whole();
}

/** Grows by doubling: text says how many bytes it has only once it is written. */
class Bytes {
  private buffer: Buffer;
  private end = 0;

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(size);
  }

  whole(): Buffer {
    return this.buffer.subarray(0, this.end);
  }

  /** Room for the element is made with its length. */
  length(length: number): void {
    this.room(4 + Math.max(length, 0));
    this.int32(length);
  }

  byte(value: number): void {
    this.buffer[this.end++] = value;
  }

  int16(value: number): void {
    this.end = this.buffer.writeInt16BE(value, this.end);
  }

  int32(value: number): void {
    this.end = this.buffer.writeInt32BE(value, this.end);
  }

  int64(value: number): void {
    const high = Math.floor(value / 2 ** 32);
    this.int32(high);
    this.end = this.buffer.writeUInt32BE(value - high * 2 ** 32, this.end);
  }

  bytes(value: Uint8Array): void {
    this.buffer.set(value, this.end);
    this.end += value.length;
  }

  /** UTF-8 behind its length. @param version  stands before it, and counts */
  text(value: string, version?: number): true {
    // A UTF-16 unit has three bytes at most. Long text is measured first, so that not three times its size is taken.
    this.room(5 + (value.length > 65_536 ? Buffer.byteLength(value) : value.length * 3));
    const begin = this.end;
    this.end += 4;
    if (version !== undefined) this.byte(version);
    this.end += this.buffer.write(value, this.end);
    this.buffer.writeInt32BE(this.end - begin - 4, begin);
    return true;
  }

  private room(bytes: number): void {
    if (this.end + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.end + bytes));
    this.buffer.copy(larger, 0, 0, this.end);
    this.buffer = larger;
  }
}
