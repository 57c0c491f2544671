// A sign of presence: what one page in somebody's browser says it does on a ticket. It travels from the process that heard it to all that serve
// browsers, by notification alone. Guarantee: nothing of it is stored, and it carries what is needed to show it, so that nobody has to look it up.
import { z } from 'zod';
import { packNotices } from './notice.pack.js';

/** On this channel of the database. */
export const PRESENCE_CHANNEL = 'presence';

const DOING = ['looking', 'writing-note', 'writing-reply', 'gone'] as const;
export type SignDoing = (typeof DOING)[number];

export interface PresenceSign {
  ticketId: number;
  /** Whose rail the ticket hung on when the sign was given. */
  departmentId: number;
  userId: number;
  name: string;
  /** One page of one browser. It is on one ticket at a time: a sign for another ticket takes it away from the one before. */
  page: string;
  /** Rises with each sign of a page: one that was overtaken on its way says nothing any more. */
  step: number;
  /** `gone`: on no ticket. */
  doing: SignDoing;
  /** Out of sight: it gives no more signs until it is looked at again. */
  resting: boolean;
}

const WIRE = z.array(z.tuple([z.int(), z.int(), z.int(), z.string(), z.string(), z.int(), z.enum(DOING), z.boolean()]));

/** The signs as JSON texts, each shorter than `largest` bytes. */
export const packSigns = (signs: readonly PresenceSign[], largest: number): string[] =>
  packNotices(
    signs.map(({ ticketId, departmentId, userId, name, page, step, doing, resting }) =>
      JSON.stringify([ticketId, departmentId, userId, name, page, step, doing, resting]),
    ),
    largest,
  );

/** Null where the text is none of ours. */
export function unpackSigns(text: string): PresenceSign[] | null {
  try {
    return WIRE.parse(JSON.parse(text)).map(
      ([ticketId, departmentId, userId, name, page, step, doing, resting]): PresenceSign => ({
        ticketId,
        departmentId,
        userId,
        name,
        page,
        step,
        doing,
        resting,
      }),
    );
  } catch {
    return null;
  }
}
