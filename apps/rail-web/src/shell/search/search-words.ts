// What the search field holds, and what of it stands in the address. Pure.

/** The words that the address carries: a blank at the end is only the begin of the next word. */
export const askedWords = (typed: string): string => typed.trim();

/**
 * What the field holds when the address says `q`. `written`: what the field itself put there last; then what is typed stays, blanks and newer
 * letters too. Any other text came from elsewhere (Back, a link, the palette) and takes its place.
 */
export const heldWords = (typed: string, written: string, q: string): string => (q === written ? typed : q);
