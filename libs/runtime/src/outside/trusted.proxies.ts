// Whose forwarded headers are believed: the caller's address, scheme and host are what a proxy of our own says, never what anybody says (A42).

type Trust = false | string[] | ((address: string, hop: number) => boolean);

/** As Fastify wants it. A number counts from our side: that many of the nearest addresses are ours, the next one is the caller's. */
export const trustedProxies = (trust: false | number | string[]): Trust =>
  typeof trust === 'number' ? (_address, hop) => hop < trust : trust;
