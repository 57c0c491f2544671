// What a hot statement is given arrives as it does in text, whatever it is.
import fc from 'fast-check';
import { Database } from '#store';
import { createTestDatabase, type TestDatabase } from '../database/database.js';

let house: TestDatabase;
let database: Database;
beforeAll(async () => {
  house = await createTestDatabase();
  database = await Database.open({ url: house.url, poolSize: 2 });
});
afterAll(async () => {
  await database?.close();
  await house?.drop();
});

/** As PostgreSQL shows them, so that no reading of the driver hides a difference. */
async function shown(type: string, values: readonly unknown[]): Promise<{ binary: unknown; text: unknown }> {
  const statement = `SELECT v::text AS v, array_ndims($1::${type}[]) AS dimensions, n FROM unnest($1::${type}[]) WITH ORDINALITY AS u(v, n) ORDER BY n`;
  return {
    binary: await database.prepared(`shown-${type}`, statement, [values]),
    text: await database.rows(statement, [values]),
  };
}

const letters = fc.string({ unit: 'binary', maxLength: 40 }).map(text => text.replaceAll('\0', ''));
const KINDS: [string, fc.Arbitrary<unknown>][] = [
  ['text', fc.oneof(letters, fc.constantFrom('', 'NULL', '{a,"b\\', ' ', 'a\nb', '😀'))],
  ['int', fc.integer()],
  ['smallint', fc.integer({ min: -32_768, max: 32_767 })],
  ['bigint', fc.maxSafeInteger()],
  ['boolean', fc.boolean()],
  ['bytea', fc.uint8Array({ maxLength: 70 }).map(bytes => Buffer.from(bytes))],
  [
    'timestamptz',
    fc.date({ min: new Date('1600-01-01'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
  ],
  ['uuid', fc.uuid()],
  ['jsonb', fc.dictionary(fc.string({ maxLength: 8 }), fc.integer()).map(value => JSON.stringify(value))],
];

describe('an array of a hot statement', () => {
  it.each(KINDS)(
    'of %s arrives in binary as it does in text, with what is null and with nothing in it',
    async (type, arbitrary) => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.option(arbitrary), { maxLength: 12 }), async values => {
          const { binary, text } = await shown(type, values);
          expect(binary).toEqual(text);
        }),
        { numRuns: 40, examples: [[[]], [[null]]] },
      );
    },
  );

  it('holds long text among short, and much of it', async () => {
    const values = ['é'.repeat(70_000), '', ...Array.from({ length: 500 }, (_, i) => 'ü😀'.repeat(i % 50))];
    const { binary, text } = await shown('text', values);
    expect(binary).toEqual(text);
  });

  it('goes as text where a value has no plain binary form', async () => {
    const { binary, text } = await shown('bigint', ['9007199254740993', 2]);
    expect(binary).toEqual(text);
    expect(binary).toMatchObject([{ v: '9007199254740993' }, { v: '2' }]);
    const moments = await shown('timestamptz', ['2026-03-01T10:00:00.123456Z', new Date(0)]);
    expect(moments.binary).toEqual(moments.text);
  });

  it.each([
    ['int', [2 ** 31]],
    ['timestamptz', [new Date(Number.NaN)]],
    ['uuid', ['no uuid']],
    ['text', ['a\0b']],
  ])('of %s is refused with a value that the type does not hold, as in text', async (type, values) => {
    const statement = `SELECT v FROM unnest($1::${type}[]) AS v`;
    await expect(database.prepared(`refused-${type}`, statement, [values])).rejects.toThrow();
    await expect(database.rows(statement, [values])).rejects.toThrow();
  });
});
