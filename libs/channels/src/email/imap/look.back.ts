// Second looks at a mailbox that ops asked for, over the connection that watches it. Guarantees: one that is cut off is begun again by the next connection,
// and takes nothing twice; how often is counted, so that none goes on for ever; what fails here never ends the watch itself, unless the connection does.
import { type CatchUpCount, type ConnectorPorts, isRetryable } from '#channels/contract';

const ASK_MS = 3_000;

/** Rings soon after somebody asked for a second look; returns how to stop that. */
export function heedOrders(ports: Pick<ConnectorPorts, 'catchUps'>, channelId: number, ring: () => void): () => void {
  const { catchUps } = ports;
  if (!catchUps) return () => undefined;
  const timer = setInterval(() => {
    // A store that is away is told of elsewhere; the next question comes soon.
    catchUps.waits(channelId).then(
      waits => waits && ring(),
      () => undefined,
    );
  }, ASK_MS);
  return () => clearInterval(timer);
}

export interface LookBack {
  channelId: number;
  /** Answers how many mails could not be had. See MailboxIntake.lookBack(). */
  look(since: string | null, told: (count: CatchUpCount) => Promise<boolean>): Promise<number>;
  /** False once the connection has ended. */
  connected(): boolean;
  /** We stop: nothing has failed. */
  stop: AbortSignal;
  /** Another instance has the mailbox by now, and its orders. */
  lost: AbortSignal;
}

/** Does what waits, if anything. @throws what ended the connection, or the lease, meanwhile */
export async function catchUp(
  { catchUps, log }: Pick<ConnectorPorts, 'catchUps' | 'log'>,
  { channelId, look, connected, stop, lost }: LookBack,
): Promise<void> {
  if (!catchUps) return;
  const order = await catchUps.begin(channelId).catch(() => null);
  if (!order) return;
  log.info({ channelId, catchUpId: order.id, since: order.since }, 'looking again at what the mailbox holds');
  // A store that is away now finds the order running later, and begins it again.
  const tell = (said: Promise<void>) => said.catch(error => log.warn({ channelId, err: error }, 'a second look'));
  try {
    const unread = await look(order.since, count => catchUps.report(order.id, count));
    if (lost.aborted) return;
    if (stop.aborted) return await tell(catchUps.putBack(order.id, null));
    if (!connected()) return await tell(catchUps.putBack(order.id, 'The mail server closed the connection.'));
    await tell(catchUps.end(order.id, unread === 0 ? null : unreadWords(unread)));
  } catch (error) {
    if (lost.aborted) throw error;
    const why = `The last time: ${error instanceof Error ? error.message : String(error)}`;
    if (stop.aborted || !connected() || isRetryable(error)) {
      await tell(catchUps.putBack(order.id, stop.aborted ? null : why));
      if (!isRetryable(error)) throw error;
      return;
    }
    log.warn({ channelId, catchUpId: order.id, err: error }, 'a second look has failed');
    await tell(catchUps.end(order.id, error instanceof Error ? error.message : String(error)));
  }
}

const unreadWords = (count: number): string =>
  `${count === 1 ? '1 mail' : `${count} mails`} could not be had from the mail server; all others were looked at.`;
