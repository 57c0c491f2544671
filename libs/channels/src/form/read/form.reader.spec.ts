import fc from 'fast-check';
import { contentHash, readForm } from './form.reader.js';
import { FORM_LIMITS, type PostedForm } from './posted.form.js';

const URLENCODED = 'application/x-www-form-urlencoded';
const read = (body: string | Uint8Array, type: string): PostedForm => {
  const reading = readForm(Buffer.from(body as string), type);
  if (reading.outcome === 'faulty') throw new Error(`${reading.fault.code}: ${reading.fault.detail}`);
  return reading.form;
};
const fault = (body: string | Uint8Array, type: string) => {
  const reading = readForm(Buffer.from(body as string), type);
  return reading.outcome === 'faulty' ? reading.fault : null;
};
const part = (name: string, body: string, more = '') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${body}\r\n`;
const MULTIPART = 'multipart/form-data; boundary=b';

describe('a urlencoded form', () => {
  it('is read as browsers write it, in any script', () => {
    const form = read('name=J%C3%B6rg+M%C3%BCller&note=%D7%A9%D7%9C%D7%95%D7%9D&empty=&flag&note=2%2B2', URLENCODED);
    expect(form.fields).toEqual([
      ['name', 'Jörg Müller'],
      ['note', 'שלום'],
      ['empty', ''],
      ['flag', ''],
      ['note', '2+2'],
    ]);
  });

  it('of an old page is read by the charset that it declares, or that fits', () => {
    expect(read('a=M%FCller', `${URLENCODED}; charset=iso-8859-1`).fields).toEqual([['a', 'Müller']]);
    expect(read('_charset_=windows-1251&a=%CF%F0%E8', URLENCODED).fields[1]).toEqual(['a', 'При']);
    const guessed = read('a=M%FCller&b=5%', URLENCODED);
    expect(guessed.fields).toEqual([
      ['a', 'Müller'],
      ['b', '5%'],
    ]);
    expect(guessed.warnings).toEqual(['charset guessed']);
  });

  it('survives whatever is typed into it', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter(one => !/[\0\r]/.test(one));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 20 }), pairs => {
        const body = new URLSearchParams(pairs).toString();
        expect(read(body, URLENCODED).fields).toEqual(
          pairs.filter(([name, value]) => name !== '' || value !== '' || body.includes('=')),
        );
      }),
    );
  });
});

describe('a multipart form', () => {
  it('brings fields and files, whose names are data', () => {
    const body = `preamble\r\n${part('text', 'Grüße\r\nzwei')}${part('doc', '%PDF-1', '; filename="../../etc/pass%22wd.pdf"\r\nContent-Type: application/pdf')}${part('none', '', '; filename=""')}--b--\r\nepilogue`;
    const { fields, files } = read(body, MULTIPART);
    expect(fields).toEqual([['text', 'Grüße\nzwei']]);
    expect(files.map(({ bytes, ...file }) => ({ ...file, text: Buffer.from(bytes).toString() }))).toEqual([
      { field: 'doc', filename: '../../etc/pass"wd.pdf', declaredType: 'application/pdf', text: '%PDF-1' },
    ]);
  });

  it('survives any bytes of a file, and any text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter(one => !/[\0\r]/.test(one));
    fc.assert(
      fc.property(text, fc.uint8Array({ maxLength: 300 }), (said, bytes) => {
        const boundary = 'x-7f3a9c';
        const head = `--${boundary}\r\nContent-Disposition: form-data; name="t"\r\n\r\n${said}\r\n--${boundary}\r\nContent-Disposition: form-data; name="f"; filename="a.bin"\r\n\r\n`;
        const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
        const form = read(body, `multipart/form-data; boundary="${boundary}"`);
        expect(form.fields).toEqual([['t', said]]);
        expect(Buffer.from(form.files[0]!.bytes).equals(Buffer.from(bytes))).toBe(true);
      }),
    );
  });

  it('that breaks off, is nested or cannot be told apart is refused in words', () => {
    expect(fault(part('a', 'x'), MULTIPART)).toMatchObject({ status: 400, code: 'FORM.UNREADABLE' });
    expect(fault('nothing', MULTIPART)).toMatchObject({ status: 400 });
    expect(fault('x', 'multipart/form-data')).toMatchObject({
      status: 400,
      detail: expect.stringContaining('boundary'),
    });
    const nested = `--b\r\nContent-Disposition: form-data; name="f"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--`;
    expect(fault(nested, MULTIPART)).toMatchObject({ status: 400, code: 'FORM.NESTED' });
    expect(fault('--b\r\nX: y\r\n\r\nz\r\n--b--', MULTIPART)).toMatchObject({ status: 400 });
    expect(fault(`--b\r\nX: ${'y'.repeat(9_000)}\r\n\r\nz\r\n--b--`, MULTIPART)).toMatchObject({ status: 413 });
  });
});

describe('a form as JSON', () => {
  it('brings values as they are, and files in base64', () => {
    const content = Buffer.from('hello').toString('base64');
    const { fields, files } = read(
      JSON.stringify({ a: 1, b: [true], c: { d: 'x\0\ud800' }, _files: [{ name: 'h.txt', content }] }),
      'application/json',
    );
    expect(fields).toEqual([
      ['a', 1],
      ['b', [true]],
      ['c', { d: 'x\ufffd' }],
    ]);
    expect(Buffer.from(files[0]!.bytes).toString()).toBe('hello');
  });

  it('is refused with the place where something is wrong', () => {
    expect(fault('{"a":', 'application/json')).toMatchObject({ status: 400 });
    expect(fault('[1]', 'application/json')).toMatchObject({ status: 422, pointer: '' });
    expect(fault(`{"a":${'['.repeat(100_000)}`, 'application/json')).toMatchObject({
      status: 400,
      detail: expect.stringContaining('nested'),
    });
    expect(fault('{"_files":[{"name":"a","content":"%"}]}', 'application/json')).toMatchObject({
      pointer: '/_files/0/content',
    });
    expect(fault(Buffer.from([0x7b, 0xff]), 'application/json')).toMatchObject({ status: 400 });
  });

  it('cannot reach what objects have of their own', () => {
    const { fields } = read('{"__proto__":{"x":1},"constructor":"y"}', 'application/json');
    expect(fields.map(([name]) => name)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('what is too much', () => {
  it.each([
    ['10,000 fields', Array.from({ length: 10_000 }, (_, i) => `f${i}=1`).join('&'), URLENCODED],
    ['a field of more than 1 MB', `a=${'x'.repeat(FORM_LIMITS.fieldBytes + 1)}`, URLENCODED],
    [
      'texts of more than 4 MB',
      Array.from({ length: 5 }, (_, i) => `f${i}=${'x'.repeat(1_000_000)}`).join('&'),
      URLENCODED,
    ],
    ['a name of 4 kB', `${'n'.repeat(4_000)}=1`, URLENCODED],
    ['10,000 parts', `${part('a', '1').repeat(10_000)}--b--`, MULTIPART],
    ['60 files', `${part('f', '1', '; filename="a"').repeat(60)}--b--`, MULTIPART],
    [
      '10,000 members',
      JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [i, 1]))),
      'application/json',
    ],
  ])('%s is refused', (_, body, type) => {
    expect(fault(body, type)).toMatchObject({ status: 413, code: 'FORM.TOO_LARGE' });
  });

  it('is not a field of exactly 1 MB', () => {
    expect(read(`a=${'x'.repeat(FORM_LIMITS.fieldBytes)}`, URLENCODED).fields[0]![1]).toHaveLength(
      FORM_LIMITS.fieldBytes,
    );
  });

  it('another type is refused', () => {
    for (const type of ['text/plain', '', 'application/xml']) expect(fault('a=1', type)).toMatchObject({ status: 415 });
  });
});

it('no bytes at all make it throw', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom(URLENCODED, MULTIPART, 'application/json'),
      (bytes, type) => {
        readForm(bytes, type);
        const framed = Buffer.concat([Buffer.from('--b\r\n'), bytes, Buffer.from('\r\n--b--')]);
        readForm(framed, type);
      },
    ),
  );
});

it('two clicks on one button have one hash, whatever boundary the browser took', () => {
  const first = read(`${part('a', '1')}${part('_token', 't1')}--b--`, MULTIPART);
  const second = read(
    `${part('a', '1')}${part('_token', 't2')}--b--`.replaceAll('--b', '--cc'),
    'multipart/form-data; boundary=cc',
  );
  expect(contentHash(first, ['_token'])).toBe(contentHash(second, ['_token']));
  expect(contentHash(first, ['_token'])).not.toBe(contentHash(read(`${part('a', '2')}--b--`, MULTIPART), ['_token']));
});
