// The style attribute of mail HTML, reduced to looks. Guarantees: nothing is loaded (no url, no image-set), nothing leaves its
// place on the page (no position, no negative margin), nothing runs.

const PROPERTIES =
  /^(?:color|background-color|background|font|font-(?:family|size|style|weight|variant)|text-(?:align|decoration|decoration-line|indent|transform)|line-height|letter-spacing|word-spacing|vertical-align|white-space|direction|unicode-bidi|list-style-type|width|height|(?:min|max)-(?:width|height)|padding(?:-(?:top|right|bottom|left))?|margin(?:-(?:top|right|bottom|left))?|border(?:-(?:top|right|bottom|left))?(?:-(?:width|style|color))?|border-(?:collapse|spacing|radius)|display|table-layout|caption-side|empty-cells)$/;
/** Functions that load or compute, escapes that hide them, comments that split them. */
const UNSAFE = /url|image|expression|element\s*\(|attr\s*\(|var\s*\(|@|\\|\/\*|javascript|behavior|binding|[<>{}]/i;
const LONGEST = 4_000;

/** The declarations that only change looks, or '' where none is left. */
export function safeStyle(style: string): string {
  const kept: string[] = [];
  for (const declaration of style.slice(0, LONGEST).split(';')) {
    const colon = declaration.indexOf(':');
    if (colon === -1) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .replace(/!\s*important/i, '')
      .trim();
    if (!value || !PROPERTIES.test(property) || UNSAFE.test(value)) continue;
    if (property.startsWith('margin') && /(?:^|\s)-/.test(value)) continue;
    if (
      property === 'display' &&
      !/^(?:none|block|inline|inline-block|table|table-row|table-cell|list-item)$/i.test(value)
    )
      continue;
    kept.push(`${property}:${value}`);
  }
  return kept.join(';');
}
