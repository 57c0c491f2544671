// What ops configure on an EDI channel: how files come in, and how acknowledgements go out. Exactly one transport; a value that cannot work is
// refused here, in words that ops understand, before any connection is tried.
import { isAbsolute, normalize } from 'node:path';
import { z } from 'zod';
import { isHostKey } from './transport/folder/host.key.js';

/** Names of the encrypted values; they are never part of the settings. */
export const EDI_SECRET_NAMES = ['sftp.password', 'sftp.privateKey', 'sftp.passphrase', 'http.answerKey'] as const;

/** Folders that the pick-up keeps for itself, beside the two that a partner writes into and reads from. */
export const OWN_FOLDERS = ['work', 'done', 'error'] as const;

const oneLine = z.string().regex(/^[^\r\n\0]*$/, 'must stand on one line');

const path = oneLine.trim().min(1, 'needs a path').max(500, 'is longer than 500 characters');

const subfolder = z
  .string()
  .trim()
  .regex(/^[\w-][\w. -]{0,79}$/, 'is the name of one folder, without a path')
  .refine(name => !OWN_FOLDERS.some(own => own === name.toLowerCase()), {
    message: `is a name that the channel keeps for itself (${OWN_FOLDERS.join(', ')})`,
  });

/** Seconds between two looks. A file is taken when two looks found it unchanged. */
const pollSeconds = z.number().min(0.2, 'is at least 0.2').max(3600, 'is at most 3600');

const places = {
  /** Where partners write files for us; `.`: the folder itself. */
  inbox: z.union([z.literal('.'), subfolder]).default('in'),
  /** Where they find our acknowledgements. */
  outbox: subfolder.default('out'),
};

const PLACES_DIFFER = { path: ['outbox'], message: 'is the folder that files are read from; choose another one' };
const placesDiffer = (settings: { inbox: string; outbox: string }) => settings.inbox !== settings.outbox;

export const folderSettings = z
  .object({
    path: path
      .refine(isAbsolute, 'is a whole path that begins at the root, like /var/edi/nordwerk')
      .transform(normalize),
    pollSeconds: pollSeconds.default(10),
    ...places,
  })
  .refine(placesDiffer, PLACES_DIFFER);

const hostKey = oneLine
  .trim()
  .refine(isHostKey, 'is a fingerprint like SHA256:… or a public key like "ssh-ed25519 AAAA…"');

export const sftpSettings = z
  .object({
    host: oneLine
      .trim()
      .min(1, 'needs a host name')
      .regex(/^[^\s/@]+$/, 'is a host name or address only, without a scheme, user or path'),
    port: z
      .number()
      .int('is a whole number')
      .min(1, 'is between 1 and 65535')
      .max(65535, 'is between 1 and 65535')
      .default(22),
    user: oneLine.trim().min(1, 'needs a user name'),
    /** The server must prove to have one of these; nobody is signed in to another server. */
    hostKey: z.union([
      hostKey,
      z.array(hostKey).min(1, 'needs the key of the server').max(10, 'takes at most 10 keys'),
    ]),
    /** Below it lie the folders; `.`: where the sign-in leads. */
    root: path.default('.'),
    pollSeconds: pollSeconds.default(60),
    ...places,
  })
  .refine(placesDiffer, PLACES_DIFFER);

export const httpSettings = z.object({
  /** Acknowledgements are posted there. Left out: they wait until they are fetched. */
  answerUrl: z
    .string()
    .trim()
    .max(2_000, 'is longer than 2,000 characters')
    .refine(isAnswerUrl, 'is an https:// address without user, password or fragment')
    .optional(),
  /** Ids of the API keys that may post here; none: every key of the department. */
  keys: z
    .array(z.string().regex(/^[0-9a-f]{16}$/, 'is the id of an API key: 16 characters of 0-9 and a-f'))
    .max(50, 'takes at most 50 keys')
    .default([]),
});

/** A secret is sent along: clear text is for loopback and test only. */
function isAnswerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}

const TRANSPORTS = ['folder', 'sftp', 'http', 'mail'] as const;

export const ediSettings = z
  .object({
    folder: folderSettings.optional(),
    sftp: sftpSettings.optional(),
    /** Partners post files to us, with an API key. */
    http: httpSettings.optional(),
    /** Files come as attachments of mails: an email channel names this one as its `ediChannel`. */
    mail: z.object({}).optional(),
    /** A larger file is put aside, unread. */
    maxFileMegabytes: z.number().min(0.001, 'is at least 0.001').max(1024, 'is at most 1024').default(64),
    /** A larger interchange becomes a visible stub with its beginning; the rest of its file flows on. */
    maxInterchangeMegabytes: z.number().min(0.001, 'is at least 0.001').max(256, 'is at most 256').default(64),
  })
  .refine(settings => TRANSPORTS.filter(name => settings[name] !== undefined).length === 1, {
    message: `needs exactly one of ${TRANSPORTS.join(', ')}`,
  });

export type EdiSettings = z.output<typeof ediSettings>;
export type FolderSettings = z.output<typeof folderSettings>;
export type SftpSettings = z.output<typeof sftpSettings>;
export type HttpSettings = z.output<typeof httpSettings>;

export interface FileLimits {
  fileBytes: number;
  interchangeBytes: number;
}

const MEGABYTE = 1024 * 1024;

export const limitsOf = (settings: Pick<EdiSettings, 'maxFileMegabytes' | 'maxInterchangeMegabytes'>): FileLimits => ({
  fileBytes: Math.floor(settings.maxFileMegabytes * MEGABYTE),
  interchangeBytes: Math.floor(settings.maxInterchangeMegabytes * MEGABYTE),
});
