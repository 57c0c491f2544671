// The published shape of an envelope is the one that is checked. To publish a changed one: UPDATE_SCHEMA=1.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { envelopeJsonSchema } from '#channels';

const file = fileURLToPath(new URL('../../docs/envelope.schema.json', import.meta.url));

describe('docs/envelope.schema.json', () => {
  it('says what is checked', () => {
    const made = JSON.parse(JSON.stringify(envelopeJsonSchema()));
    if (process.env.UPDATE_SCHEMA) writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(made);
  });

  it('takes a small envelope, and refuses a misspelt one', () => {
    const ajv = new Ajv2020({ strict: false });
    (formats as unknown as (ajv: Ajv2020) => void)(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
    const small = { version: 1, subject: 'Hello', requester: { address: 'grace@customer.example' } };
    expect(validate(small)).toBe(true);
    expect(validate({ ...small, suject: 'Hello' })).toBe(false);
  });
});
