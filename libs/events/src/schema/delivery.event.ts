// Events about delivery itself: what a consumer could not take, and that it is to try again.
import { z } from 'zod';

/** On rail.dead-letters: this event waits in the consumer's dead letters. `parked`: only because an earlier one of its key failed. */
export const DeliveryDeadLettered = z.looseObject({
  eventId: z.string().min(1),
  consumer: z.string().min(1),
  topic: z.string().min(1),
  type: z.string(),
  parked: z.boolean(),
  error: z.string(),
});

/** On the topic of the event itself, with its key: the named consumer takes this key's dead letters now. Others pass over it. */
export const DeliveryRequeued = z.looseObject({ consumer: z.string().min(1) });
