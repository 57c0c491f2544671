// Recipients as a person writes them: `Name <a@b>, c@d; "Last, First" <e@f>`. A subset of RFC 5322 address lists. Pure.

export type Mailbox = { name: string; address: string };
export type Addresses = { ok: Mailbox[]; wrong: string[] };

const BARE = /^[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]+$/;

/** What cannot be an address is named in `wrong`, as it was written. Repeated addresses are taken once. */
export function readAddresses(text: string): Addresses {
  const ok = new Map<string, Mailbox>();
  const wrong: string[] = [];
  for (const part of splitList(text)) {
    const named = /^(.*?)\s*<([^<>]+)>$/.exec(part);
    const address = (named?.[2] ?? part).trim();
    const name = (named?.[1] ?? '')
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('\\"', '"');
    if (!BARE.test(address) || address.length > 254) wrong.push(part);
    else if (!ok.has(address.toLowerCase())) ok.set(address.toLowerCase(), { name, address });
  }
  return { ok: [...ok.values()], wrong };
}

export const writeAddresses = (list: Mailbox[]): string =>
  list
    .map(({ name, address }) =>
      name ? `${/[,;<>"]/.test(name) ? `"${name.replaceAll('"', '\\"')}"` : name} <${address}>` : address,
    )
    .join(', ');

/** Parts between commas or semicolons that stand outside of quotes and angle brackets. */
function splitList(text: string): string[] {
  const parts = [''];
  let quoted = false;
  let angled = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (sign === '<') angled = true;
    else if (sign === '>') angled = false;
    if (!quoted && !angled && (sign === ',' || sign === ';' || sign === '\n')) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map(part => part.trim()).filter(Boolean);
}
