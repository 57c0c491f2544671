// Which numbers are ours, by patterns that ops can read: `2xx`, `+4930123*`. Pure; no pattern can be slow.

/** Digits with `+` in front, `x` for one digit, `*` at the end for any more; blanks and the usual marks in between. */
export const isNumberPattern = (text: string): boolean => /^\+?[\dx #().-]*[\dx#][\dx #().-]*\*?$/i.test(text);

export type NumberTest = (digits: string) => boolean;

/** True for what one of the patterns describes as a whole; blanks and marks count on neither side. */
export function numberTest(patterns: readonly string[]): NumberTest {
  const tests = patterns.map(pattern => {
    const body = bare(pattern.toLowerCase()).replace(/\*$/, '');
    const isOpen = pattern.trim().endsWith('*');
    return new RegExp(`^${body.replace('+', '\\+').replaceAll('x', '\\d')}${isOpen ? '\\d*' : ''}$`);
  });
  return digits => tests.some(test => test.test(bare(digits)));
}

const bare = (text: string): string => text.replace(/[ ().-]/g, '');
