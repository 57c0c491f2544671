import fc from 'fast-check';
import { FILE_LIMITS, fileFault, mediaTypeOf, megabytes, partLength } from './reply.files.js';
import { distinctNames, nameOfPath, safeName } from './safe.name.js';

describe('a file for a reply', () => {
  const file = (filename: string, size = 1) => fileFault({ filename, size }, FILE_LIMITS.bytes)?.code ?? null;

  it('may be of any kind but a program, of any size up to the limit', () => {
    expect(file('drawing.pdf')).toBeNull();
    expect(file('part.step', FILE_LIMITS.bytes)).toBeNull();
    expect(file('without an ending')).toBeNull();
    expect(file('setup.EXE')).toBe('UPLOAD.KIND_REFUSED');
    expect(file('invoice.pdf.js')).toBe('UPLOAD.KIND_REFUSED');
    expect(file('a.pdf', 0)).toBe('UPLOAD.EMPTY');
    expect(file('a.pdf', FILE_LIMITS.bytes + 1)).toBe('UPLOAD.TOO_LARGE');
  });

  it('is refused in words that name its size and the limit, and never as equal', () => {
    const words = (size: number) => fileFault({ filename: 'a.pdf', size }, FILE_LIMITS.bytes)?.detail;
    expect(words(25_000_000)).toBe('The file has 25 MB; one mail takes 20 MB.');
    expect(words(20_000_001)).toBe('The file has 20.1 MB; one mail takes 20 MB.');
    expect(megabytes(500_000)).toBe('0.5 MB');
  });

  it('comes in parts that add up to its size, each of them full but the last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000_000 }), size => {
        let sum = 0;
        let n = 0;
        for (let length = partLength(size, n); length !== null; length = partLength(size, ++n)) {
          if (sum + length < size) expect(length).toBe(FILE_LIMITS.partBytes);
          sum += length;
        }
        expect(sum).toBe(size);
      }),
    );
  });

  it('has a media type that can stand in a header, and never one that must not be base64', () => {
    expect(mediaTypeOf('Application/PDF; name=x')).toBe('application/pdf');
    for (const odd of ['', 'pdf', 'a/b\r\nBcc: x', 'message/rfc822', 'multipart/mixed', '/', 'a/b c'])
      expect(mediaTypeOf(odd)).toBe('application/octet-stream');
  });
});

describe('the name of a file', () => {
  it('loses its path, signs that hide or turn text, and what headers mind; letters of any script stay', () => {
    expect(nameOfPath('C:\\fakepath\\Größe "A".pdf')).toBe('Größe A.pdf');
    expect(nameOfPath('../../etc/passwd')).toBe('passwd');
    expect(nameOfPath('exe.\u202Efdp.pdf')).toBe('exe.fdp.pdf');
    expect(nameOfPath('a\r\nBcc: x.pdf')).toBe('aBcc x.pdf');
    expect(nameOfPath('رسم.pdf')).toBe('رسم.pdf');
    expect(nameOfPath('..')).toBe('file');
    expect(nameOfPath('con.pdf')).toBe('_con.pdf');
    expect([...safeName(`${'ü'.repeat(300)}.pdf`)]).toHaveLength(150);
  });

  it('is made its own where two files have the same one', () => {
    expect(distinctNames(['a.pdf', 'A.pdf', 'a (2).pdf', 'a', 'a'])).toEqual([
      'a.pdf',
      'A (2).pdf',
      'a (2) (2).pdf',
      'a',
      'a (2)',
    ]);
  });

  it('is distinct from each other one, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 4 })), names => {
        const distinct = distinctNames(names.map(safeName)).map(name => name.toLowerCase());
        expect(new Set(distinct).size).toBe(names.length);
      }),
    );
  });
});
