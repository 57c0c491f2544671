// The text of a text/plain part: line ends as LF, format=flowed put together (RFC 3676). Guarantee: no character is lost.

/** @param parameters of the part's Content-Type */
export function plainText(decoded: string, parameters: ReadonlyMap<string, string>): string {
  const text = decoded.replace(/\r\n?/g, '\n');
  const flowed = parameters.get('format')?.toLowerCase() === 'flowed';
  return flowed ? joinFlowed(text, parameters.get('delsp')?.toLowerCase() === 'yes') : text;
}

/** The text without the line ends after its last line. A loop, since `\n+$` costs the square of a long run of lines. */
export function withoutTrailingLines(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 10) end--;
  return text.slice(0, end);
}

/** A line that ends in a blank goes on in the next line of the same quote depth; "-- " is a signature mark, not a flow. */
function joinFlowed(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let open: { depth: number } | null = null;
  for (const line of text.split('\n')) {
    const quotes = /^>*/.exec(line)![0];
    let content = line.slice(quotes.length);
    if (content.startsWith(' ')) content = content.slice(1);
    const signature = content === '-- ';
    const flows = content.endsWith(' ') && !signature;
    const shown = flows && deleteSpace ? content.slice(0, -1) : content;
    if (open && open.depth === quotes.length && !signature) out[out.length - 1] += shown;
    else out.push(quotes ? `${quotes} ${shown}` : shown);
    open = flows ? { depth: quotes.length } : null;
  }
  return out.join('\n');
}
