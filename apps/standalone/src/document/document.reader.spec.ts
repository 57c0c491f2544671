import { describe, expect, it } from '@jest/globals';
import { LARGEST_BYTES, readDocument } from './document.reader.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `line:column pointer: detail` of each fault. */
function faultsIn(text: string): string[] {
  const read = readDocument(bytes(text));
  return read.outcome === 'read'
    ? []
    : read.faults.map(({ line, column, pointer, detail }) => `${line}:${column} ${pointer}: ${detail}`);
}

const KIND = `kinds:
  sample:
    title: Sample
    toleranceMinutes: 480
    schema: { type: object, properties: {} }
    checklist: []
    attachments: []
    requiredToClose: []
    acknowledgement: ''
    business: repeat
    outcomes:
      - { code: sent, title: Sent }
`;

describe('a document', () => {
  it('may hold some parts only; the others are empty', () => {
    const read = readDocument(bytes(KIND));
    expect(read).toMatchObject({
      outcome: 'read',
      document: {
        kinds: { sample: { toleranceMinutes: 480 } },
        contracts: {},
        departments: {},
        templates: [],
        macros: [],
      },
    });
  });

  it('names the place of a bad value and of each key that there is not', () => {
    expect(faultsIn(KIND.replace('480', 'soon'))).toEqual([
      expect.stringMatching(/^4:5 \/kinds\/sample\/toleranceMinutes: .*number/),
    ]);
    expect(faultsIn(KIND.replace('    checklist', '    color: red\n    colour: blue\n    checklist'))).toEqual([
      '6:5 /kinds/sample/color: There is no "color" here',
      '7:5 /kinds/sample/colour: There is no "colour" here',
    ]);
    expect(faultsIn(KIND.replace('code: sent', 'code: Not A Code'))).toEqual([
      expect.stringMatching(/^12:11 \/kinds\/sample\/outcomes\/0\/code: must be small letters/),
    ]);
    expect(faultsIn(`${KIND}tickets: []\n`)).toEqual(['13:1 /tickets: There is no "tickets" here']);
    const channel = '  sales:\n    kind: email\n    name: Sales\n    department: sales\n    settings: {}\n';
    expect(faultsIn(`channels:\n${channel}`)).toEqual([]);
    expect(faultsIn(`channels:\n${channel}    secrets: { password: hidden }\n`)).toEqual([
      '7:5 /channels/sales/secrets: There is no "secrets" here',
    ]);
  });

  it('names what holds a value that is missing, and a key that is none', () => {
    expect(faultsIn(KIND.replace('    title: Sample\n', ''))).toEqual([
      expect.stringMatching(/^2:3 \/kinds\/sample\/title: /),
    ]);
    expect(faultsIn(KIND.replace('sample:', 'a/b~c:'))).toEqual([
      expect.stringMatching(/^2:3 \/kinds\/a~1b~0c: The key must be small letters/),
    ]);
  });

  it('finds the place behind an alias', () => {
    const text = `${KIND.replace('sample:', 'sample: &one')}  other: *one\n`;
    expect(faultsIn(text)).toEqual([]);
    const read = readDocument(bytes(text));
    if (read.outcome !== 'read') throw new Error('not read');
    expect(read.places.fault('/kinds/other/toleranceMinutes', 'x')).toMatchObject({ line: 4, column: 5 });
  });

  it.each([
    ['a key that stands twice', 'kinds: {}\nkinds: {}\n', /^2:1 : .*unique/],
    ['broken YAML', 'kinds: [\n', /^\d+:\d+ : /],
    ['two documents in one file', 'kinds: {}\n---\nkinds: {}\n', /^2:1 : .*multiple documents/],
    ['a tag of its own', 'kinds: !run {}\n', /^1:8 : .*!run/],
    ['a tag beyond the core schema', 'kinds: !!set {}\n', /^1:8 : .*set/],
    ['an alias to nothing', 'kinds: *none\n', /^1:8 : /],
    ['a number without end', 'kinds:\n  a: .inf\n', /^2:6 : Is no number/],
    ['a character that no text has', 'kinds:\n  "a": "\\0"\n', /^2:8 : Contains a character/],
    ['a list for a map', '- kinds\n', /^1:1 : .*object/],
    ['nothing', '# only a comment\n', /^1:1 : The document is empty/],
    [
      'nesting without end',
      `kinds: ${'['.repeat(200)}${']'.repeat(200)}\n`,
      /^1:\d+ (\/kinds(\/0)+)?: Is nested too deeply/,
    ],
    ['nesting that no walk survives', `kinds: ${'['.repeat(100_000)}`, /^1:\d+ : .*s nested too deeply/],
    ['an alias that holds itself', 'kinds: &a\n  b: *a\n', /^2:6 : The alias stands within itself/],
  ])('refuses %s, with its place', (_, text, fault) => {
    expect(faultsIn(text)[0]).toMatch(fault);
  });

  it('refuses aliases that multiply, at once', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `  a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`);
    const begun = performance.now();
    expect(faultsIn(`kinds:\n  a0: &a0 [x]\n${lines.join('\n')}\n`)[0]).toMatch(/^3:12 : Aliases/);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('refuses what is too large and what is no text', () => {
    const large = readDocument(new Uint8Array(LARGEST_BYTES + 1));
    expect(large).toMatchObject({ outcome: 'faulty', faults: [{ detail: 'The document is larger than 2 MB' }] });
    const latin1 = readDocument(Uint8Array.of(0x61, 0x3a, 0x20, 0xfc));
    expect(latin1).toMatchObject({ outcome: 'faulty', faults: [{ detail: 'The document is not UTF-8 text' }] });
  });

  it('reads names like __proto__ as keys and nothing else', () => {
    expect(faultsIn('kinds: {}\n__proto__:\n  polluted: true\n')).toHaveLength(1);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
