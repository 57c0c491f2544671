// Addresses that somebody typed and a server is to call: which are taken, before any connection is tried. Pure. Guarantees: an address that passes
// names a host of the internet, by https, or a host that ops have opened; a host that is written as a number is judged as the address that it is
// (URL has decimal, octal and hexadecimal forms made plain). Names are judged again when they are resolved: see guarded.lookup.ts.
import { isIP, isIPv6 } from 'node:net';
import { mayCall } from './address.js';

/** A host inside, opened by ops. */
export interface PrivateHost {
  /** As URL has it: lower case, IPv6 in brackets. */
  host: string;
  /** Null: every port. */
  port: number | null;
}

export type OutsideUrl =
  /** `opened`: ops have opened this host, so that it may lie in a network of our own. */
  | { outcome: 'good'; url: URL; opened: boolean }
  /** `why`: one clause that goes on from "The address …". */
  | { outcome: 'refused'; why: string };

const HTTPS = 443;
const HTTP = 80;
const FIRST_FREE_PORT = 1024;
const LONGEST = 2_000;

export function readOutsideUrl(text: string, privateHosts: readonly PrivateHost[]): OutsideUrl {
  const refuse = (why: string): OutsideUrl => ({ outcome: 'refused', why });
  if (text.length > LONGEST) return refuse(`is longer than ${LONGEST} characters`);
  // Blanks and control characters are cut out by URL, so that two texts could be one address.
  if (/[\s\x00-\x1f\x7f]/.test(text) || !URL.canParse(text))
    return refuse('is no URL like https://tool.example.com/hook');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('must begin with https://');
  if (url.username !== '' || url.password !== '') return refuse('must not hold a user name or a password');
  if (url.hash !== '') return refuse('must not have a part behind #');
  const port = portOf(url);
  const opened = isOpened(privateHosts, plainHost(url), port);
  const literal = literalOf(url);
  if (literal !== null && !mayCall(literal, opened)) return refuse('is not on the internet');
  if (opened) return { outcome: 'good', url, opened };
  if (url.protocol !== 'https:') return refuse('must begin with https://, unless ops have opened the host');
  // The ports below belong to other protocols: nobody shall be led to speak to a mail server.
  if (port !== HTTPS && port < FIRST_FREE_PORT)
    return refuse(`must have port ${HTTPS}, or one from ${FIRST_FREE_PORT} on`);
  return { outcome: 'good', url, opened };
}

/** Ops have opened this host at this port. @param host as somebody typed it: a name, or an address, IPv6 with or without brackets */
export function isOpened(privateHosts: readonly PrivateHost[], host: string, port: number): boolean {
  const plain = host.toLowerCase().replace(/\.$/, '');
  const named = isIPv6(plain) ? `[${plain}]` : plain;
  return privateHosts.some(one => one.host === named && (one.port ?? port) === port);
}

/** `host`, `host:port`, `::1`, `[::1]:8080`; null where it is none of these. */
export function readPrivateHost(text: string): PrivateHost | null {
  if (isIPv6(text)) return { host: new URL(`http://[${text}]`).hostname, port: null };
  const match = /^([\w.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i.exec(text);
  if (!match || !URL.canParse(`http://${match[1]}`)) return null;
  const port = match[2] === undefined ? null : Number(match[2]);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  return { host: plainHost(new URL(`http://${match[1]}`)), port };
}

/** The host where it is an address, without brackets; null for a name. */
function literalOf(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}

const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? HTTPS : HTTP);

/** A dot at the end says that a name is complete; it is the same name. */
const plainHost = (url: URL): string => url.hostname.replace(/\.$/, '');
