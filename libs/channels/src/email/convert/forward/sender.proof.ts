// Whether a mail's sender is who its From says: the word of our own mail servers (Authentication-Results, RFC 8601), and of no other. Guarantee: nothing that
// a sender can write proves anything; a verdict that speaks against the sender counts whoever wrote it.
import { allValues, type HeaderField } from '../header/header.reader.js';

/** `unchecked`: no mail server that we believe has said anything, because ops named none. */
export type SenderProof = 'proven' | 'refuted' | 'unchecked';

/** Fields of a mail that are read. */
const MOST_FIELDS = 20;
const LONGEST = 4_000;

/**
 * With `authServers` (their authserv-ids, RFC 8601, 2.5) a sender is proven or refuted: the topmost field of one of them must say that DMARC passed, or
 * DKIM or SPF for the domain of the From. Without them a failed DMARC check, or SPF and DKIM that both failed, refute; nothing proves.
 */
export function senderProof(
  fields: readonly HeaderField[],
  address: string,
  authServers: readonly string[],
): SenderProof {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const results = allValues(fields, 'authentication-results').slice(0, MOST_FIELDS).map(read);
  if (authServers.length > 0) {
    const own = new Set(authServers.map(name => name.trim().toLowerCase()));
    // The server that took the mail in writes above what came with it, and takes away what claims to be its own (RFC 8601, 5).
    const ours = results.find(result => own.has(result.server));
    return ours && proves(ours.checks, domain) ? 'proven' : 'refuted';
  }
  return results.some(result => refutes(result.checks, domain)) ? 'refuted' : 'unchecked';
}

interface Check {
  method: string;
  result: string;
  /** Lower case; `header.d`, `header.from`, `smtp.mailfrom`. */
  properties: Map<string, string>;
}

function read(value: string): { server: string; checks: Check[] } {
  const [first = '', ...rest] = value
    .slice(0, LONGEST)
    .replace(/\([^()]*\)/g, ' ')
    .toLowerCase()
    .split(';');
  const checks = rest.flatMap(statement => {
    const words = statement.trim().split(/\s+/);
    const [method = '', result = ''] = (words[0] ?? '').split('=');
    if (!result) return [];
    const properties = words.slice(1).flatMap(word => {
      const at = word.indexOf('=');
      return at > 0 ? [[word.slice(0, at), word.slice(at + 1).replace(/"/g, '')] as const] : [];
    });
    return [{ method: method.split('/')[0]!, result, properties: new Map(properties) }];
  });
  return { server: first.trim().split(/\s+/)[0] ?? '', checks };
}

function proves(checks: readonly Check[], domain: string): boolean {
  return checks.some(({ method, result, properties }) => {
    if (result !== 'pass') return false;
    if (method === 'dmarc') return sameDomain(properties.get('header.from') ?? domain, domain);
    if (method === 'dkim') return aligned(properties.get('header.d') ?? properties.get('header.i'), domain);
    return method === 'spf' && aligned(properties.get('smtp.mailfrom'), domain);
  });
}

function refutes(checks: readonly Check[], domain: string): boolean {
  const of = (name: string) => checks.filter(check => check.method === name);
  const dmarc = of('dmarc').find(check => sameDomain(check.properties.get('header.from') ?? domain, domain));
  if (dmarc) return dmarc.result === 'fail';
  const failed = (name: string) => of(name).length > 0 && of(name).every(check => check.result === 'fail');
  return failed('spf') && failed('dkim');
}

const sameDomain = (one: string, other: string): boolean => one.slice(one.lastIndexOf('@') + 1) === other;

/** Relaxed alignment (RFC 7489, 3.1), within what can be said without a list of public suffixes: the same domain, or one above the other. */
function aligned(said: string | undefined, domain: string): boolean {
  const other = said?.slice(said.lastIndexOf('@') + 1) ?? '';
  if (!other.includes('.')) return false;
  return other === domain || domain.endsWith(`.${other}`);
}
