// Which hosts a channel, or a test of one, may connect to. Guarantees: the internet, and hosts of the own network that ops have opened by name (A25, A27); a name of
// which one address is refused is refused as a whole; whoever connects is given the addresses that were judged here (A26). No address is ever shown.
import { lookup } from 'node:dns/promises';
import type { Reached } from '#channels/contract';
import { codeOf, isOpened, mayCall, type PrivateHost, type Resolve } from '#runtime';

const systemResolve: Resolve = host => lookup(host, { all: true, order: 'ipv4first' });

export function guardedReach(
  opened: readonly PrivateHost[],
  resolve: Resolve = systemResolve,
): (host: string, port: number) => Promise<Reached> {
  return async (host, port) => {
    try {
      const found = await resolve(host);
      if (found.some(one => !mayCall(one.address, isOpened(opened, host, port)))) return refused(host);
      const addresses = found.map(one => one.address);
      return addresses.length > 0 ? { outcome: 'reached', addresses } : unknown(host);
    } catch (error) {
      return codeOf(error) === 'EAI_AGAIN' ? away(host) : unknown(host);
    }
  };
}

const refused = (host: string): Reached => ({
  outcome: 'refused',
  words: `${host} leads to a private address, and nothing was sent there.`,
  next: 'If it is a server of your own network, whoever runs this installation has to list it in CHANNEL_PRIVATE_HOSTS.',
});

const unknown = (host: string): Reached => ({
  outcome: 'unknown',
  words: `The name ${host} is not known.`,
  next: 'Check how it is written; it stands in the instructions of the provider.',
});

const away = (host: string): Reached => ({
  outcome: 'away',
  words: `The name ${host} could not be looked up: the name server does not answer.`,
  next: 'Check the network of this machine, and try it again.',
});
