// Which addresses belong to the public internet, and which are somebody's own network. What outsiders may name (the address of a webhook) must not lead
// a server to the machines behind it. Pure: text in, a word out; nothing is resolved. Guarantee: an address that carries another one (IPv4 inside
// IPv6, by mapping, NAT64 or 6to4) counts as the one it carries; what is no address at all is `never`.
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * `public`: reachable on the internet, by the registries of special-purpose addresses (RFC 6890, IANA). `own`: loopback, private and shared networks,
 * which an operator may open by name. `never`: nothing that a server should call, whoever asks (link-local, metadata of clouds, multicast, reserved).
 */
export type AddressKind = 'public' | 'own' | 'never';

const OWN_V4 = subnets('ipv4', [
  '10.0.0.0/8', // private, RFC 1918
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8', // loopback
  '100.64.0.0/10', // shared by carriers, RFC 6598
]);
const NEVER_V4 = subnets('ipv4', [
  '0.0.0.0/8', // this network: Linux takes it for loopback
  '169.254.0.0/16', // link-local, and the metadata of most clouds
  '100.100.100.200/32', // metadata of Alibaba, within the carriers' network
  '168.63.129.16/32', // the host of Azure's machines, though it looks public
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // the former way into 6to4
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
]);
const OWN_V6 = subnets('ipv6', [
  '::1/128',
  'fc00::/7', // unique local
]);
const NEVER_V6 = subnets('ipv6', [
  'fd00:ec2::254/128', // metadata of Amazon
  '2001::/23', // protocol assignments, Teredo among them
  '2001:db8::/32', // documentation
  '3fff::/20',
]);
/** All that is assigned to the internet (RFC 4291, section 2.4). */
const GLOBAL_V6 = subnets('ipv6', ['2000::/3']);

/** @param address an IPv4 address in four decimal parts, or an IPv6 address; brackets and zones are not taken */
export function addressKind(address: string): AddressKind {
  if (isIPv4(address)) return kindOfV4(address);
  if (!isIPv6(address) || address.includes('%')) return 'never';
  const carried = carriedV4(address);
  if (carried !== null) return kindOfV4(carried);
  if (NEVER_V6.check(address, 'ipv6')) return 'never';
  if (OWN_V6.check(address, 'ipv6')) return 'own';
  return GLOBAL_V6.check(address, 'ipv6') ? 'public' : 'never';
}

export const isPublicAddress = (address: string): boolean => addressKind(address) === 'public';

/** @param opened ops have opened the host: it may lie in a network of our own. What is `never` stays closed. */
export function mayCall(address: string, opened: boolean): boolean {
  const kind = addressKind(address);
  return kind === 'public' || (opened && kind === 'own');
}

function kindOfV4(address: string): AddressKind {
  if (NEVER_V4.check(address, 'ipv4')) return 'never';
  return OWN_V4.check(address, 'ipv4') ? 'own' : 'public';
}

/** The IPv4 address at the end of the way: ::ffff:0:0/96 (RFC 4291), 64:ff9b::/96 (RFC 6052), 2002::/16 (RFC 3056); else null. */
function carriedV4(address: string): string | null {
  const groups = groupsOf(address);
  const starts = (...with_: number[]) => with_.every((group, i) => groups[i] === group);
  if (starts(0, 0, 0, 0, 0, 0xffff) || starts(0x64, 0xff9b, 0, 0, 0, 0)) return dotted(groups[6]!, groups[7]!);
  return starts(0x2002) ? dotted(groups[1]!, groups[2]!) : null;
}

const dotted = (high: number, low: number): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');

/** The eight groups of an IPv6 address. URL writes it in the one form of RFC 5952, without dotted parts. */
function groupsOf(address: string): number[] {
  const [left = '', right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const read = (part: string | undefined) => (part ? part.split(':').map(group => Number.parseInt(group, 16)) : []);
  const [head, tail] = [read(left), read(right)];
  return right === undefined ? head : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function subnets(family: 'ipv4' | 'ipv6', list: readonly string[]): BlockList {
  const blocks = new BlockList();
  for (const subnet of list) {
    const [network = '', bits] = subnet.split('/');
    blocks.addSubnet(network, Number(bits), family);
  }
  return blocks;
}
