// Finds half-open connections, on its own timer: a socket that died silently reports nothing, for days.
// Guarantee: a connection on which no byte arrives is given up within two periods. A slow download is alive as long as bytes come.

export interface Watched {
  /** Bytes received so far. */
  received(): number;
  /** Asks the server for any answer. */
  probe(): Promise<unknown>;
}

/** Looks twice per period, so that the worst moment to die costs one and a half. Calls `onSilent` once. @param period ms @returns a function that ends the watch */
export function watch(connection: Watched, period: number, onSilent: () => void): () => void {
  let seen = connection.received();
  let probing = false;
  const timer = setInterval(() => {
    const now = connection.received();
    if (now !== seen) {
      seen = now;
      probing = false;
      return;
    }
    if (probing) {
      clearInterval(timer);
      onSilent();
      return;
    }
    probing = true;
    // Its answer shows as received bytes; its failure as a closed connection, which is reported elsewhere.
    connection.probe().catch(() => undefined);
  }, period / 2);
  return () => clearInterval(timer);
}
