// Requests that colleagues forward. POST /forwards (with Idempotency-Key) · GET /forwards?cursor= · GET /forwards/choices · GET /forwards/:id, each of one's own
// alone · GET /flow/strays
import { z } from 'zod';
import { page } from '../problem.schema.js';

const LARGEST_FILES = 8_000_000;
const line = (most: number) => z.string().trim().max(most, `is longer than ${most} characters`);
/** What must not stand in it is looked for: a pattern that walks over megabytes and back costs more than the file. */
const base64 = z
  .string()
  .max(11_000_000, 'is larger than 8 MB')
  .refine(text => text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(text.replace(/={1,2}$/, '')), 'is not base64');

export const TellForward = z
  .strictObject({
    departmentId: z.int().positive(),
    who: z.strictObject({
      name: line(200).default(''),
      company: line(200).default(''),
      address: z.union([z.literal(''), z.email('is no mail address').max(254)]).default(''),
      phone: z
        .string()
        .trim()
        .regex(/^(?:[+(]?\d[\d\s()./+-]{2,38})?$/, 'is no phone number')
        .default(''),
    }),
    want: z.string().trim().max(20_000, 'is longer than 20,000 characters').default(''),
    /** `today`: by the end of the department's working day. `now`: within one working hour. */
    haste: z.enum(['normal', 'today', 'now']).default('normal'),
    /** What another app on the phone shared. */
    shared: z
      .strictObject({ title: line(500).default(''), text: line(20_000).default(''), url: line(2_000).default('') })
      .default({ title: '', text: '', url: '' }),
    files: z
      .array(
        z.strictObject({
          filename: z.string().trim().min(1, 'needs a name').max(200, 'has a name of more than 200 characters'),
          contentType: z
            .string()
            .max(120)
            .regex(/^[\w.+-]+\/[\w.+-]+(?:;[\w.+=" -]*)?$/, 'is no media type'),
          /** Base64. All files together: 8 MB. */
          content: base64,
        }),
      )
      .max(6, 'are more than 6')
      .default([]),
  })
  .refine(({ who }) => who.name !== '' || who.company !== '', { path: ['who', 'name'], message: 'Say who asks' })
  .refine(({ who }) => who.address !== '' || who.phone !== '', {
    path: ['who', 'address'],
    message: 'Give a mail address or a phone number, so that somebody can answer',
  })
  .refine(({ want, files, shared }) => want !== '' || files.length > 0 || shared.text !== '' || shared.url !== '', {
    path: ['want'],
    message: 'Say what they want, or add a picture or a voice memo',
  })
  .refine(({ files }) => files.reduce((sum, file) => sum + file.content.length * 0.75, 0) <= LARGEST_FILES, {
    path: ['files'],
    message: 'All files together are larger than 8 MB',
  });
export type TellForward = z.input<typeof TellForward>;

export const Forward = z.object({
  /** Of the message that was taken in. */
  id: z.int(),
  at: z.string(),
  way: z.enum(['mail', 'page']),
  who: z.string(),
  about: z.string(),
  /** `taken`: stored, not yet a ticket. `aside`: it became no ticket; ops see why. */
  state: z.enum(['taken', 'open', 'claimed', 'waiting', 'done', 'aside']),
  ticketId: z.int().nullable(),
  /** Where it hangs. */
  departmentName: z.string(),
  /** By when whoever asked hears. Null: not yet, or no more. */
  promisedAt: z.string().nullable(),
  doneAt: z.string().nullable(),
  /** How it was done, in words. */
  outcome: z.string().nullable(),
  /** The last reply to whoever asked: `leaving` within its undo window. */
  reply: z.enum(['none', 'leaving', 'sent', 'failed', 'unknown']),
  replyAt: z.string().nullable(),
});
export type Forward = z.infer<typeof Forward>;
export const ForwardPage = page(Forward);

/** What the page offers: departments that take forwards, and people for whom the reader forwarded before. */
export const ForwardChoices = z.object({
  departments: z.array(z.object({ id: z.int(), key: z.string(), name: z.string() })),
  people: z.array(z.object({ name: z.string(), company: z.string(), address: z.string(), phone: z.string() })),
});
export type ForwardChoices = z.infer<typeof ForwardChoices>;

/** Stray requests by colleague and week, for the departments whose rail the reader works. */
export const StrayRequests = z.object({
  departments: z.array(
    z.object({
      departmentId: z.int(),
      name: z.string(),
      /** Mondays by the department's clock, oldest first; the last is this week's. */
      weeks: z.array(z.string()),
      /** Most forwards first. */
      people: z.array(
        z.object({
          name: z.string(),
          address: z.string(),
          /** One for each week. */
          counts: z.array(z.object({ byMail: z.int(), onPage: z.int() })),
          total: z.int(),
        }),
      ),
    }),
  ),
});
export type StrayRequests = z.infer<typeof StrayRequests>;
