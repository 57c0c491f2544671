// What ops configure on the channel of a department's forward page: nothing. Paused, the page no longer offers the department.
import { z } from 'zod';

export const colleagueSettings = z.object({});
export type ColleagueSettings = z.output<typeof colleagueSettings>;
