// What can be agreed with a partner, in words. A test holds it against what the server takes. Pure.

/** By what interchanges of a standard are answered. */
export const ANSWERS = {
  x12: [
    ['997', '997, functional acknowledgement'],
    ['999', '999, implementation acknowledgement'],
    ['none', 'Nothing'],
  ],
  edifact: [
    ['contrl', 'CONTRL, syntax and service report'],
    ['none', 'Nothing'],
  ],
} as const;
/** '': as their files say. */
export const CHARSETS = [
  ['', 'As their files say'],
  ['latin1', 'Latin-1 (ISO 8859-1)'],
  ['utf-8', 'UTF-8'],
  ['windows-1252', 'Western, Windows-1252'],
  ['iso-8859-15', 'Western with euro (ISO 8859-15)'],
  ['iso-8859-2', 'Central European (ISO 8859-2)'],
  ['windows-1250', 'Central European, Windows-1250'],
  ['iso-8859-5', 'Cyrillic (ISO 8859-5)'],
  ['iso-8859-7', 'Greek (ISO 8859-7)'],
  ['iso-8859-9', 'Turkish (ISO 8859-9)'],
  ['ascii', 'ASCII only'],
] as const;
