// What counts as spam on a form, each by a rule with a name. Pure. Whatever they say, the message is stored: a person can see it, and release it.
import { BlockList, isIPv6 } from 'node:net';
import type { FormSettings } from './form.settings.js';
import type { FormTransport } from './form.transport.js';
import type { PostedForm } from './read/posted.form.js';
import type { FormValues } from './shape/form.values.js';

export interface SpamVerdict {
  rule: 'form.honeypot' | 'form.too-fast' | 'form.no-page' | 'form.blocked';
  /** One plain sentence. */
  why: string;
}

/** Honeypots of this channel: what forms on the web use, and the channel's own. */
export const honeypotsOf = ({ spam }: FormSettings): string[] => ['_gotcha', spam.honeypot];

export function spamVerdict(
  form: PostedForm,
  values: FormValues,
  transport: FormTransport,
  settings: FormSettings,
): SpamVerdict | null {
  const { spam } = settings;
  const traps = honeypotsOf(settings);
  const sprung = form.fields.find(([name, value]) => traps.includes(name) && value !== '' && value !== null);
  if (sprung) return { rule: 'form.honeypot', why: `"${sprung[0]}" was filled in, which nobody sees` };
  const { filledMs } = transport;
  if (filledMs !== null && filledMs < spam.minimumSeconds * 1_000)
    return { rule: 'form.too-fast', why: `It was filled in within ${(filledMs / 1_000).toFixed(1)} s` };
  if (filledMs === null && spam.pageOnly) return { rule: 'form.no-page', why: 'It does not come from the hosted page' };
  const blocked = blockedBy(form, values, transport, settings);
  return blocked === null ? null : { rule: 'form.blocked', why: `${blocked} is on the block list` };
}

function blockedBy(
  form: PostedForm,
  { contact }: FormValues,
  { remoteAddress }: FormTransport,
  { spam: { block } }: FormSettings,
): string | null {
  const address = contact.email.toLowerCase();
  const sender = block.addresses.find(one => (one.startsWith('@') ? address.endsWith(one) : address === one));
  if (sender !== undefined) return sender;
  if (
    remoteAddress &&
    block.networks.length > 0 &&
    networksOf(block.networks).check(remoteAddress, isIPv6(remoteAddress) ? 'ipv6' : 'ipv4')
  )
    return remoteAddress;
  if (block.words.length === 0) return null;
  const text = JSON.stringify(form.fields).toLowerCase();
  const word = block.words.find(one => text.includes(JSON.stringify(one.toLowerCase()).slice(1, -1)));
  return word === undefined ? null : `"${word}"`;
}

const known = new WeakMap<readonly string[], BlockList>();

function networksOf(networks: readonly string[]): BlockList {
  let list = known.get(networks);
  if (list) return list;
  list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  known.set(networks, list);
  return list;
}
