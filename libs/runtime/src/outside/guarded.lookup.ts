// Resolving a host name for a connection that leads outside. Guarantee: the connection goes to an address that was judged here, in the connection's
// own lookup: between judging and connecting nothing is resolved again, so a name that changes its address in between gains nothing (A26).
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Fault } from '../fault.js';
import { mayCall } from './address.js';

export interface Resolved {
  address: string;
  family: number;
}
/** All addresses of a name. */
export type Resolve = (host: string) => Promise<Resolved[]>;

const systemResolve: Resolve = host => lookup(host, { all: true, order: 'verbatim' });

/**
 * For `lookup` of net.connect, tls.connect and http.request. Those never call it for a host that is an address already: judge that before
 * (readOutsideUrl). A name of which one address is refused is refused as a whole: whoever mixes them is up to something.
 * @param opened  ops have opened this host: it may lie in a network of our own; `never` addresses stay closed
 * The connection fails with Fault ADDRESS.REFUSED, which does not tell the address.
 */
export function guardedLookup(opened: boolean, resolve: Resolve = systemResolve): LookupFunction {
  return (host, options, done) => {
    resolve(host).then(
      found => {
        const wanted = options.family === 4 || options.family === 6 ? options.family : 0;
        const fit = found.filter(one => wanted === 0 || one.family === wanted);
        const first = fit[0];
        if (found.some(one => !mayCall(one.address, opened))) done(refusal(), '', 0);
        else if (!first) done(Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' }), '', 0);
        else if (options.all) done(null, fit);
        else done(null, first.address, first.family);
      },
      error => done(error, '', 0),
    );
  };
}

const refusal = () => new Fault('ADDRESS.REFUSED', 'The host name leads to an address that is not on the internet');
