// How a channel gets outside. Guarantee: it connects to addresses that were judged, never to a name that is looked up again after that.

/** As the global fetch, with whatever judges addresses before it connects. */
export type GuardedFetch = (url: string, options: GuardedRequest) => Promise<Response>;

export interface GuardedRequest extends RequestInit {
  /** Bytes of the answer that are kept, the rest is not read. Left out: a long answer is a failure. */
  most?: number;
}

export interface OutsidePorts {
  /** All addresses of a host; refused where one of them is not on the internet and ops have not opened it. Connect to these, never to the name again. */
  reach(host: string, port: number): Promise<Reached>;
  /** Bodies are text or bytes. A redirect is not followed. */
  fetch: GuardedFetch;
}

export type Reached =
  | { outcome: 'reached'; addresses: string[] }
  | { outcome: 'unknown' | 'refused' | 'away'; words: string; next: string };

/** A host that is not connected to; the message says why and what to do. */
export class NotReached extends Error {
  constructor(
    readonly code: 'ENOTFOUND' | 'EAI_AGAIN' | 'ADDRESS.REFUSED',
    message: string,
  ) {
    super(message);
    this.name = 'NotReached';
  }
}

const CODES = { unknown: 'ENOTFOUND', away: 'EAI_AGAIN', refused: 'ADDRESS.REFUSED' } as const;

/**
 * Where to connect to now. Of several addresses of a server any one: the next attempt may find another where this one is away.
 * @throws NotReached
 */
export async function addressNow({ reach }: Pick<OutsidePorts, 'reach'>, host: string, port: number): Promise<string> {
  const reached = await reach(host, port);
  if (reached.outcome !== 'reached') throw new NotReached(CODES[reached.outcome], `${reached.words} ${reached.next}`);
  // Of one family, that of the first: not every machine has a way to both.
  const isV6 = (address: string) => address.includes(':');
  const alike = reached.addresses.filter(address => isV6(address) === isV6(reached.addresses[0]!));
  return alike[Math.floor(Math.random() * alike.length)]!;
}

const AWAY: readonly [RegExp, string][] = [
  [/ECONNREFUSED/, 'nobody listens on that port. Look whether the server runs, and whether the port is right.'],
  [/ENOTFOUND/, 'nobody knows that name. Check how the host is written.'],
  [/EAI_AGAIN/, 'its name could not be looked up now. Look whether this machine can look up names.'],
  [
    /E(HOST|NET)UNREACH/,
    'there is no way from here to it. Check the network of this machine, and whether a VPN is needed.',
  ],
  [
    /TIMEDOUT|TIMEOUT|timed out/i,
    'it does not answer. Look whether the server runs, and whether a firewall stands between.',
  ],
];

/** What stands after "cannot be reached:", with the next thing to try. @param said what the connection failed of: a code, or words that hold one */
export const whyAway = (said: string): string => AWAY.find(([code]) => code.test(said))?.[1] ?? said;
