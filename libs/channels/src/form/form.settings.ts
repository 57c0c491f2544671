// What ops configure on a form channel: what is asked, where posts may come from, what they may bring, and what counts as spam. A value that cannot work is
// refused here, in words that ops understand.
import { isIP } from 'node:net';
import { z } from 'zod';

const MEGABYTE = 1024 * 1024;
/** Beside files: the texts of FORM_LIMITS, with what their encoding adds. */
const TEXT_BODY_BYTES = 5 * MEGABYTE;
/** Base64 in JSON, and the headers of parts. */
const ENCODING = 1.4;

const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `is longer than ${most} characters`)
    .regex(/^[^\r\n\0]*$/, 'must stand on one line');
const longText = z.string().trim().max(4_000, 'is longer than 4,000 characters').default('');
const fieldName = oneLine(200).min(1, 'needs a name');

const origin = oneLine(300)
  .refine(isOrigin, 'is scheme and host, like https://www.example.com, without a path')
  .transform(text => new URL(text).origin);

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/' && `${search}${hash}${username}${password}` === '';
}

/** An address itself, with any query; with `/*` at its end everything below. */
const nextAddress = oneLine(1_000).refine(
  text =>
    URL.canParse(text) &&
    /^https?:$/.test(new URL(text).protocol) &&
    !/[?#]/.test(text) &&
    new URL(text).username === '',
  'is a whole address like https://www.example.com/thanks, or https://www.example.com/* for all below; without a query',
);

const network = oneLine(60).refine(isNetwork, 'is an address or a network, like 203.0.113.7 or 2001:db8::/32');

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  return (
    family !== 0 &&
    rest.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
  );
}

const files = z.object({
  /** 0: no files are taken. */
  count: z.int('is a whole number').min(0, 'is at least 0').max(20, 'is at most 20').default(5),
  /** Of each file. */
  megabytes: z.number().min(0.001, 'is at least 0.001').max(25, 'is at most 25').default(10),
  /** Of all files of one post. */
  totalMegabytes: z.number().min(0.001, 'is at least 0.001').max(40, 'is at most 40').default(20),
  /** Endings, like pdf; none: any. What a file is, is looked at as well. */
  types: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9]{1,10}$/, 'is an ending like pdf, without the dot'),
    )
    .max(50)
    .default([]),
});

const perHour = z
  .int('is a whole number')
  .min(0, 'is at least 0; 0 is no limit')
  .max(1_000_000, 'is at most 1,000,000');

const spam = z.object({
  /** A field that people do not see, and programs fill in. `_gotcha` counts as well. */
  honeypot: fieldName
    .regex(/^[A-Za-z][\w-]*$/, 'begins with a letter; letters, digits, _ and - follow')
    .default('company_website'),
  /** Nobody fills in the hosted page faster. 0: no such rule. */
  minimumSeconds: z.number().min(0, 'is at least 0').max(60, 'is at most 60').default(2),
  /** Posts that do not come from the hosted page are spam. */
  pageOnly: z.boolean().default(false),
  perAddressHour: perHour.default(20),
  /** IPv6: of a /64. */
  perIpHour: perHour.default(60),
  block: z
    .object({
      /** `name@host`, or `@host` for all of them. */
      addresses: z
        .array(
          oneLine(320)
            .toLowerCase()
            .regex(/^[^@\s]*@[^@\s]+$/, 'is an address like name@example.com, or @example.com'),
        )
        .max(1_000)
        .default([]),
      networks: z.array(network).max(1_000).default([]),
      /** In any value, without regard to case. */
      words: z.array(oneLine(200).min(3, 'has at least 3 characters')).max(500).default([]),
    })
    .prefault({}),
});

export const formSettings = z.object({
  /** Key of the ticket kind whose fields are asked; null: any fields, which become an inquiry. */
  kind: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,60}$/, 'is the key of a ticket kind')
    .nullable()
    .default(null),
  /** Of the kind, in this order. Left out: all that a person outside can fill in. */
  fields: z.array(fieldName).min(1, 'needs at least one field').max(100, 'takes at most 100 fields').optional(),
  /** Must be filled in, beside what the kind demands: name, email, phone, message or fields. Left out: email on the hosted page, and nothing elsewhere. */
  required: z.array(fieldName).max(100, 'takes at most 100 fields').optional(),
  title: oneLine(120).default(''),
  intro: longText,
  thanks: longText,
  /** Pages that may read our answers to their scripts (CORS). */
  origins: z.array(origin).max(50, 'takes at most 50 origins').default([]),
  /** Where a form may lead on to, by `_next`. */
  next: z.array(nextAddress).max(50, 'takes at most 50 addresses').default([]),
  files: files.prefault({}),
  spam: spam.prefault({}),
});

export type FormSettings = z.output<typeof formSettings>;

/** Bytes of a whole post. */
export const bodyLimitOf = ({ files: { count, totalMegabytes } }: FormSettings): number =>
  TEXT_BODY_BYTES + (count === 0 ? 0 : Math.ceil(totalMegabytes * MEGABYTE * ENCODING));

export const bytesOf = (megabytes: number): number => Math.floor(megabytes * MEGABYTE);
