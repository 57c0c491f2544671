// What ops configure on an API channel.
import { z } from 'zod';

export const apiSettings = z.object({
  /** Ids of the API keys that may post here; none: every key of the department. */
  keys: z
    .array(z.string().regex(/^[0-9a-f]{16}$/, 'is the id of an API key: 16 characters of 0-9 and a-f'))
    .max(50, 'takes at most 50 keys')
    .default([]),
  /** Of tickets whose envelope names no kind. */
  kind: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'is the key of a ticket kind')
    .default('inquiry'),
  maxMegabytes: z.number().min(0.001, 'is at least 0.001').max(64, 'is at most 64').default(10),
});
export type ApiSettings = z.output<typeof apiSettings>;
