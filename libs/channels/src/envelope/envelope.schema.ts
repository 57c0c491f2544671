// The JSON document by which other systems bring a message, posted or on a topic. Published as docs/envelope.schema.json. Strict: a misspelt name is refused,
// where it would otherwise be lost without a word. A change that older senders would notice is a new version beside this one.
import { z } from 'zod';

const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\0\r\n]*$/, 'must stand on one line');
const filledLine = (most: number) => line(most).min(1, 'must not be empty');
const base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'is base64')
  .refine(text => text.length % 4 === 0, 'is base64, and not whole')
  .meta({ contentEncoding: 'base64', description: 'Base64 (RFC 4648, section 4).' });
const instant = z.iso.datetime({ offset: true, error: 'is a moment like 2026-03-02T10:00:00Z' });

export const EnvelopeDocument = z.strictObject({
  version: z.literal(1),
  source: z
    .strictObject({
      system: filledLine(100).describe('Which system says so, e.g. "shop".'),
      id: filledLine(200).describe(
        'Of this message, there. The same id from the same system is one message, however often it comes.',
      ),
    })
    .optional(),
  occurredAt: instant.optional().describe('When the customer did or said it.'),
  receivedAt: instant
    .optional()
    .describe('When the system took it. Working time counts from then, where it is not in the future.'),
  kind: line(80).optional().describe('Key of a ticket kind. Left out: the kind of the channel.'),
  subject: line(998),
  requester: z
    .strictObject({
      name: line(200).optional(),
      address: z
        .string()
        .max(254)
        .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'is a mail address')
        .optional(),
      phone: line(50).optional(),
    })
    .refine(
      ({ name, address, phone }) => Boolean(name?.trim() || address || phone?.trim()),
      'needs a name, an address or a phone',
    ),
  text: z.string().max(2_000_000).default(''),
  html: z
    .string()
    .max(4_000_000)
    .optional()
    .describe('Shown without scripts, forms and whatever loads from elsewhere.'),
  fields: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("Values of the ticket kind's own fields, checked by its JSON Schema. Left out: a clerk fills them in."),
  attachments: z
    .array(
      z.strictObject({
        filename: line(255),
        contentType: line(127).default('application/octet-stream'),
        content: base64,
      }),
    )
    .max(100)
    .default([]),
  conversation: filledLine(200)
    .optional()
    .describe('Messages of one channel that name the same conversation join the same ticket.'),
});
export type EnvelopeDocument = z.output<typeof EnvelopeDocument>;

/** JSON Schema 2020-12, as it is published. */
export const envelopeJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(EnvelopeDocument, { io: 'input' }),
  title: 'A message for Ticket Rail, version 1',
});
