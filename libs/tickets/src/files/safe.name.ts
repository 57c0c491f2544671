// The name of a file that somebody else chose, as it may be shown, stored and sent (A13, A33). Pure.

/** Names that Windows keeps for devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
// Controls, path separators, what shells and header parsers mind, and characters that hide or turn text round.
const UNWANTED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\\/:*?"<>|]/gu;
const LONGEST = 150;

/** A plain name on one line, its ending kept: at most 150 characters, never a folder, a device or a hidden file. */
export function safeName(filename: string): string {
  const plain = filename
    .normalize('NFC')
    .replace(UNWANTED, '')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const named = DEVICE.test(plain) ? `_${plain}` : plain;
  const letters = [...named];
  if (letters.length <= LONGEST) return named || 'file';
  const ending = /\.\w{1,10}$/.exec(named)?.[0] ?? '';
  return letters.slice(0, LONGEST - ending.length).join('') + ending;
}

/** As safeName, of the last part of a path: `C:\fakepath\a.pdf` is `a.pdf`. */
export const nameOfPath = (path: string): string => safeName(path.split(/[\\/]/).at(-1) ?? '');

/** Each name once, without regard to case: the second `a.pdf` is `a (2).pdf`. In their order. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map(name => {
    const [, stem = '', ending = ''] = /^(.*?)(\.[^.]{1,16})?$/.exec(name) ?? [];
    let one = name;
    for (let n = 2; taken.has(one.toLowerCase()); n += 1) one = `${stem} (${n})${ending}`;
    taken.add(one.toLowerCase());
    return one;
  });
}
