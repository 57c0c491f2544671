// What a channel can be, and whether one could be saved. GET /channel-kinds · POST /channels/check (admin)
import { z } from 'zod';

const AskedWhen = z.object({ field: z.string(), is: z.array(z.string()) });

export const ChannelKindView = z.object({
  kind: z.string(),
  title: z.string(),
  /** One sentence for whoever chooses. */
  about: z.string().nullable(),
  /** The house makes channels of this kind by itself. */
  byItself: z.boolean(),
  /**
   * JSON Schema (draft 2020-12) of the settings, with the words for a form in `title` and `description`, and in the order in which they are asked.
   * `x-unit`, `x-placeholder`; `x-more`: seldom needed; `x-lines`: takes several lines; `x-when`: asked only where a neighbour has one of these values.
   */
  settings: z.record(z.string(), z.unknown()),
  /** Of these parts of the settings exactly one is there. */
  exactlyOne: z.object({ title: z.string(), of: z.array(z.string()) }).nullable(),
  secrets: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      help: z.string().nullable(),
      /** Part of the settings in which it is asked; null: beside them. */
      part: z.string().nullable(),
      lines: z.boolean(),
      when: AskedWhen.nullable(),
    }),
  ),
});
export type ChannelKindView = z.infer<typeof ChannelKindView>;

/** POST /channels/check: a channel as it is typed, finished or not. */
export const CheckChannel = z.strictObject({
  /** Null: a new one. */
  channelId: z.int().nullable(),
  key: z.string().max(200),
  kind: z.string(),
  name: z.string().max(200),
  departmentId: z.int().nullable(),
  settings: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.string().max(4096)).default({}),
  /** See CreateChannel. */
  signInId: z.int().positive().nullable().default(null),
});

/** What saving would refuse, each at its place in the body (RFC 6901). */
export const ChannelCheck = z.object({ faults: z.array(z.object({ pointer: z.string(), detail: z.string() })) });
export type ChannelCheck = z.infer<typeof ChannelCheck>;
