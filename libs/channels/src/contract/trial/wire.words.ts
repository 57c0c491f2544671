// What went wrong between here and a server, in plain words with the next thing to try. Pure. Guarantee: nothing that the other side sent is repeated here: a
// trial must not read out to anybody what answers at some port (A27).
import { SILENT, StepFault } from './test.step.js';
import { WireFault } from './wire.js';

export interface WirePlace {
  host: string;
  port: number;
  tls: 'implicit' | 'starttls' | 'none';
  /** `IMAP`, as ops call it. */
  protocol: string;
  /** Where it usually is, by how it is secured. */
  usual: { implicit: number; starttls: number };
}

/** TLS was begun, and what came back is no TLS. */
const NOT_TLS = /WRONG_VERSION|PACKET_LENGTH|UNKNOWN_PROTOCOL|HTTP_REQUEST|BAD_RECORD|UNEXPECTED_MESSAGE|^EPROTO$/;
const OLD_TLS =
  /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|HANDSHAKE_FAILURE|NO_SHARED_CIPHER|DH_KEY_TOO_SMALL/;

/** Of a certificate: what is wrong with it, and what helps; null where the code tells of something else. */
export function certificateWords(code: string, host: string): { words: string; next: string } | null {
  if (/SELF_SIGNED/.test(code))
    return {
      words: `${host} shows a certificate that it signed itself: nobody vouches that it is the server that you mean.`,
      next: 'Ask whoever runs the server for a certificate of a public authority; or let the authority of your company be known here with NODE_EXTRA_CA_CERTS, and start again.',
    };
  if (/UNABLE_TO_(GET_ISSUER|VERIFY)/.test(code))
    return {
      words: `The authority that signed the certificate of ${host} is not known here, or the server leaves out a certificate in between.`,
      next: 'Ask whoever runs the server to send the whole chain; an authority of your own company is made known with NODE_EXTRA_CA_CERTS.',
    };
  if (/CERT_HAS_EXPIRED/.test(code))
    return {
      words: `The certificate of ${host} has run out.`,
      next: 'Whoever runs the server has to renew it. Check the clock of this machine as well.',
    };
  if (/CERT_NOT_YET_VALID/.test(code))
    return {
      words: `The certificate of ${host} is not valid yet.`,
      next: 'Check the clock of this machine and of the server.',
    };
  if (/ALTNAME_INVALID/.test(code))
    return {
      words: `The certificate belongs to another name than ${host}.`,
      next: 'Enter the host by the name that stands in the certificate; it is often the name of the provider.',
    };
  return /CERT|SIGNATURE|ISSUER/.test(code)
    ? { words: `The certificate of ${host} is not trusted (${code}).`, next: 'Ask whoever runs the server.' }
    : null;
}

/** While connecting: nothing was said yet. */
export function connectFault(error: unknown, { host, port, protocol }: WirePlace): StepFault {
  const { code, cause } = faultOf(error);
  const fault = (words: string, next: string) => new StepFault(words, next, { cause });
  if (code === 'ECONNREFUSED')
    return fault(
      `${host} refuses connections on port ${port}: nobody listens there.`,
      `Check the port, and that ${protocol} is switched on at the server.`,
    );
  if (code === 'WIRE.SILENT' || code === 'ETIMEDOUT') return fault(`${host} does not answer on port ${port}.`, SILENT);
  if (/^E(HOST|NET)UNREACH$|EADDRNOTAVAIL/.test(code))
    return fault(
      `There is no way from here to ${host}.`,
      'Check the network of this machine, and whether a VPN is needed.',
    );
  if (code === 'ECONNRESET' || code === 'WIRE.CLOSED' || code === 'EPIPE')
    return fault(
      `${host} closed the connection on port ${port} without a word.`,
      'It may not let this machine in, or have too many connections. Ask whoever runs the server.',
    );
  return fault(`${host} cannot be reached on port ${port} (${code}).`, SILENT);
}

/** While TLS was being agreed on. */
export function secureFault(error: unknown, place: WirePlace): StepFault {
  const { code, cause } = faultOf(error);
  const { host, port, tls, protocol, usual } = place;
  const certificate = certificateWords(code, host);
  if (certificate) return new StepFault(certificate.words, certificate.next, { cause });
  if (OLD_TLS.test(code))
    return new StepFault(
      `${host} offers only kinds of TLS that are no longer safe.`,
      'Whoever runs the server has to switch on TLS 1.2 or newer.',
      { cause },
    );
  if (tls === 'implicit' && (NOT_TLS.test(code) || /ERR_SSL/.test(code)))
    return new StepFault(
      `Port ${port} of ${host} speaks in clear text at first: it does not begin with TLS.`,
      `Choose "STARTTLS" for this port, or port ${usual.implicit}, where ${protocol} usually begins with TLS.`,
      { cause },
    );
  if (code === 'WIRE.SILENT')
    return new StepFault(
      `${host} takes the connection on port ${port}, and then does not answer to TLS.`,
      tls === 'implicit' ? `Choose "STARTTLS" for this port, or port ${usual.implicit}.` : SILENT,
      { cause },
    );
  return new StepFault(
    `${host} broke off while TLS was being agreed on (${code}).`,
    tls === 'implicit' ? `Check the port: ${protocol} usually begins with TLS on ${usual.implicit}.` : 'Try it again.',
    { cause },
  );
}

/** It begins with TLS, and we were told that it does not. */
export const beginsWithTls = ({ host, port, protocol, usual }: WirePlace): StepFault =>
  new StepFault(
    `Port ${port} of ${host} begins with TLS, and the settings say that it begins in clear text.`,
    `Choose "TLS from the start" for this port, or port ${usual.starttls}, where ${protocol} usually begins in clear text.`,
  );

function faultOf(error: unknown): { code: string; cause: unknown } {
  return { code: error instanceof WireFault ? error.code : 'unknown', cause: error };
}
