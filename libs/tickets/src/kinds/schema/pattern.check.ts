// Is a pattern safe to try on what a stranger wrote? Pure. A group that repeats what itself varies can take exponential time on a text that
// almost fits: (a+)+, ((a+))*, (a|aa)+, (a?a)*. Such patterns are refused; so are those with too many ways to fit. What passes here is tried on
// short texts only (fields.ts), and is an answer within a moment.
const LONGEST_PATTERN = 200;
/** Texts that are tried are no longer (fields.ts): a part without end can stop at so many places. */
const PLACES = 200;
/** Three parts without end; the search for a beginning, where the pattern has no ^, is one of them. */
const MOST_WAYS = PLACES ** 3;

interface Group {
  varies: boolean;
  alternatives: boolean;
}

/** What is wrong with it, in a sentence; null where nothing is. */
export function patternProblem(pattern: unknown): string | null {
  if (typeof pattern !== 'string' || pattern.length > LONGEST_PATTERN)
    return `A pattern has at most ${LONGEST_PATTERN} characters`;
  try {
    new RegExp(pattern, 'u');
  } catch {
    return 'This is no pattern';
  }
  return repeatProblem(pattern);
}

/** `pattern` must be a pattern: braces and brackets are closed. */
function repeatProblem(pattern: string): string | null {
  const open: Group[] = [{ varies: false, alternatives: false }];
  let closed: Group | null = null;
  let ways = 1;
  let anchored = pattern.startsWith('^');
  // One atom or one quantifier a step. A class is one atom, whatever stands in it; what an escape means does not matter.
  for (const [token] of pattern.matchAll(
    /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|[*+?]\??|\{[\d,]+\}\??|./gsu,
  )) {
    const most = mostOf(token);
    if (token.startsWith('(')) {
      open.push({ varies: false, alternatives: false });
      closed = null;
    } else if (token === ')') {
      closed = open.pop()!;
      const outer = open.at(-1)!;
      outer.varies ||= closed.varies;
      outer.alternatives ||= closed.alternatives;
    } else if (token === '|') {
      open.at(-1)!.alternatives = true;
      ways *= 2;
      // ^a|b: the anchor belongs to the first alternative only.
      if (open.length === 1) anchored = false;
      closed = null;
    } else if (most === null) {
      closed = null;
    } else {
      if (most > 1 && closed?.varies) return 'A repeated group must not repeat inside: it could take for ever';
      if (most > 1 && closed?.alternatives)
        return 'A repeated group must not hold alternatives: it could take for ever';
      if (!/^\{\d+\}/.test(token)) {
        open.at(-1)!.varies = true;
        ways *= Math.min(PLACES, most - Number(/^\{(\d+)/.exec(token)?.[1] ?? 0) + 1);
      }
      closed = null;
    }
  }
  return ways * (anchored ? 1 : PLACES) > MOST_WAYS
    ? 'This pattern can fit in too many ways: repeat less, or begin it with ^'
    : null;
}

/** How often a quantifier repeats at most; null for what is none. */
function mostOf(token: string): number | null {
  if (/^[*+]\??$/.test(token)) return Number.POSITIVE_INFINITY;
  if (/^\?\??$/.test(token)) return 1;
  const braces = /^\{(\d+)(,?)(\d*)\}/.exec(token);
  if (!braces) return null;
  if (braces[2] === '') return Number(braces[1]);
  return braces[3] === '' ? Number.POSITIVE_INFINITY : Number(braces[3]);
}
