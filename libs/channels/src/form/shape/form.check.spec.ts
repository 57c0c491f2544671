import { shippedBook } from '#tickets';
import { formSettings } from '../form.settings.js';
import { readForm } from '../read/form.reader.js';
import { honeypotsOf } from '../spam.rules.js';
import { formFaults } from './form.check.js';
import { shapeOf } from './form.shape.js';
import { valuesOf } from './form.values.js';
import { numberOf } from './value.reader.js';

async function faults(
  body: string | Buffer,
  given: Record<string, unknown> = {},
  { type = 'application/x-www-form-urlencoded', onPage = false } = {},
) {
  const settings = formSettings.parse(given);
  const reading = readForm(Buffer.from(body as string), type);
  if (reading.outcome === 'faulty') throw new Error(reading.fault.detail);
  const shape = shapeOf(settings, settings.kind === null ? undefined : shippedBook.current(settings.kind), onPage);
  return formFaults(reading.form, valuesOf(reading.form, shape, honeypotsOf(settings)), shape, settings);
}

describe('a form', () => {
  it('with nothing in it says so', async () => {
    for (const body of ['', 'a=&b=', 'message=+'])
      expect(await faults(body)).toEqual([{ pointer: '', detail: 'Nothing was filled in' }]);
  });

  it('is judged by the schema of its kind, each fault at its field and in words', async () => {
    const found = await faults('email=a@b.example&flowRate=much&temperatureMax=9000&medium=water', {
      kind: 'design-request',
    });
    const at = Object.fromEntries(found.map(one => [one.pointer, one.detail]));
    expect(at['/flowRate']).toBe('Flow rate must be a number');
    expect(at['/temperatureMax']).toBe('Highest temperature must be between -200 and 800 °C');
    expect(at['/application']).toBe('Application is missing');
    expect(at).not.toHaveProperty('/medium');
  });

  it('asks only what it shows', async () => {
    expect(await faults('medium=water', { kind: 'design-request', fields: ['medium', 'head'] })).toEqual([]);
    expect(await faults('head=3', { kind: 'design-request', fields: ['medium', 'head'] })).toEqual([
      { pointer: '/medium', detail: 'Medium is missing' },
    ]);
  });

  it('on our page wants an address to answer to; elsewhere what the channel says', async () => {
    expect(await faults('message=x', {}, { onPage: true })).toEqual([
      { pointer: '/email', detail: 'Email is missing' },
    ]);
    expect(await faults('message=x')).toEqual([]);
    expect(await faults('message=x', { required: ['phone'] })).toEqual([
      { pointer: '/phone', detail: 'Telephone is missing' },
    ]);
  });

  it.each([
    'ada',
    'a@b',
    'a b@c.example',
    'a@b.example, c@d.example',
    '"x"@y.example',
    'a@b.example\nBcc: c@d.example',
    `${'a'.repeat(400)}@b.example`,
  ])('refuses %j as an address', async email => {
    expect(await faults(new URLSearchParams({ email }).toString())).toMatchObject([{ pointer: '/email' }]);
  });

  it('takes addresses as people have them', async () => {
    for (const email of ["o'hara+x@sub.example.co", 'ä@bücher.example', 'a@b.example'])
      expect(await faults(new URLSearchParams({ email }).toString())).toEqual([]);
  });
});

describe('files', () => {
  const form = (files: [string, string][]) =>
    Buffer.from(
      `${files.map(([name, bytes]) => `--b\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\n\r\n${bytes}\r\n`).join('')}--b--`,
      'latin1',
    );
  const of = (files: [string, string][], given: Record<string, unknown>) =>
    faults(form(files), { files: given }, { type: 'multipart/form-data; boundary=b' });
  const PDF = '%PDF-1.7 and so on';

  it('are counted and measured', async () => {
    expect(await of([['a.txt', 'x']], { count: 0 })).toMatchObject([
      { pointer: '/files', detail: 'This form takes no files' },
    ]);
    expect(
      await of(
        [
          ['a', 'x'],
          ['b', 'x'],
        ],
        { count: 1 },
      ),
    ).toMatchObject([{ detail: 'There are 2 files: at most 1 can be sent at once' }]);
    expect(await of([['a', 'x'.repeat(2_000)]], { megabytes: 0.001 })).toMatchObject([
      { detail: '"a" is too large: a file may have 0.001 MB' },
    ]);
    expect(
      await of(
        [
          ['a', 'x'.repeat(600)],
          ['b', 'x'.repeat(600)],
        ],
        { totalMegabytes: 0.001 },
      ),
    ).toHaveLength(1);
    expect(await of([['a.txt', 'x']], {})).toEqual([]);
  });

  it('must be what their names say, where only some are taken', async () => {
    expect(await of([['a.pdf', PDF]], { types: ['pdf'] })).toEqual([]);
    expect(await of([['A.PDF', PDF]], { types: ['pdf'] })).toEqual([]);
    expect(await of([['a.exe', PDF]], { types: ['pdf'] })).toHaveLength(1);
    expect(await of([['a.pdf', 'MZ\x90\0\x03\0\0\0']], { types: ['pdf'] })).toHaveLength(1);
    expect(await of([['a.csv', 'a;b']], { types: ['csv'] })).toEqual([]);
  });
});

describe('a number', () => {
  it.each([
    ['12.5', 12.5],
    ['12,5', 12.5],
    ['1 200', 1200],
    ['1\u202f200,5', 1200.5],
    [' -3 ', -3],
    ['0,125', 0.125],
    ['1e3', 1000],
    ['1,200', null],
    ['1.2.3', null],
    ['twelve', null],
    ['', null],
    ['0x10', null],
  ])('%j is %p', (typed, wanted) => {
    expect(numberOf(typed)).toBe(wanted);
  });
});
