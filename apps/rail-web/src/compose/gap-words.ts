// Which places of a template are still open in a text. Pure.

/** `{{requester.company}}` as it stands in the text, each once. */
export const gapsIn = (text: string): string[] => [
  ...new Set(text.match(/\{\{\s*[A-Za-z][\w.]{0,80}\s*(?:\|[^{}\n]{0,200})?\}\}/g) ?? []),
];

/** Laid below what was written already. */
export const withText = (draft: string, text: string): string =>
  draft.trim() === '' ? text : `${draft.trimEnd()}\n\n${text}`;
