import { csvOf } from './csv.js';

const lines = (...rows: (string | number | null)[][]) => csvOf({ head: ['a', 'b'], rows });

describe('a table as CSV', () => {
  it('begins with the mark of UTF-8 and its head, and ends each line with CRLF', () => {
    expect(lines(['Grün', 1], [null, -2.5])).toBe('\uFEFFa,b\r\nGrün,1\r\n,-2.5\r\n');
  });

  it('puts in quotes what holds a comma, a quote or a line end', () => {
    expect(lines(['a,b', 'say "x"'], ['one\ntwo', 'plain'])).toBe(
      '\uFEFFa,b\r\n"a,b","say ""x"""\r\n"one\ntwo",plain\r\n',
    );
  });

  it.each([
    '=1+1',
    '+49 30',
    '-1+cmd',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '=HYPERLINK("http://evil.example","x")',
  ])('lets no spreadsheet take %j for a formula', text => {
    const [, row] = lines([text, 'b']).split(/\r\n(?=.)/s);
    const first = row!.startsWith('"') ? row!.slice(1) : row!;
    expect(first[0]).toBe("'");
    expect(row!.replaceAll('""', '"')).toContain(text);
  });

  it('leaves a text alone that only holds such a sign', () => {
    expect(lines(['a=b', 'x@example.org'])).toContain('\r\na=b,x@example.org\r\n');
  });
});
