// Second looks at a mailbox that ops asked for, over the connection that watches it. Guarantee: one that is cut off is begun again by the next connection,
// and takes nothing twice; what fails here never ends the watch itself, unless the connection does.
import type { ConnectorPorts } from '#channels/contract';
import type { MailboxIntake } from './mailbox.intake.js';

const ASK_MS = 3_000;

/** Rings soon after somebody asked for a second look; returns how to stop that. */
export function heedOrders(ports: ConnectorPorts, channelId: number, ring: () => void): () => void {
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

/** Does what waits, if anything. @throws as the connection does where it ends meanwhile */
export async function catchUp(
  { catchUps, log }: ConnectorPorts,
  channelId: number,
  intake: MailboxIntake,
  ending: AbortSignal,
): Promise<void> {
  if (!catchUps) return;
  const order = await catchUps.begin(channelId).catch(() => null);
  if (!order) return;
  log.info({ channelId, catchUpId: order.id, since: order.since }, 'looking again at what the mailbox holds');
  await intake.lookBack(order.since, count => catchUps.report(order.id, count));
  if (!ending.aborted) await catchUps.end(order.id, null);
}
