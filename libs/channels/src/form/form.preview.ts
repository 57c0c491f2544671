// `rail preview form`: what the converter makes of the bodies of posts in files, one JSON line per file, without a database. Fields are checked by the kinds that
// come with the product.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Conversion } from '#channels/contract';
import { shippedBook } from '#tickets';
import { previewDraft } from '../draft.preview.js';
import { createFormConverter } from './form.converter.js';
import { formSettings } from './form.settings.js';

export interface FormPreviewOptions {
  /** Of a channel; left out: any fields, and the usual limits. */
  settings?: Record<string, unknown>;
  /** Left out: by the file's ending, or by its first line. */
  contentType?: string;
}

/**
 * @param write gets each line, line end included
 * @throws Error with one line for settings that cannot be used
 */
export async function previewForms(
  files: string[],
  { settings = {}, contentType }: FormPreviewOptions,
  write: (line: string) => void | Promise<void>,
): Promise<void> {
  const checked = formSettings.safeParse(settings);
  if (!checked.success)
    throw new Error(checked.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; '));
  const converter = createFormConverter();
  for (const file of files) {
    let conversion: Conversion | undefined;
    let problem = '';
    try {
      const { raw, type } = bodyOf(await readFile(file), file, contentType);
      const transport = { via: 'form', contentType: type, filledMs: null };
      [conversion] = await converter.convert([
        { raw, transport, settings, organisationDomains: [], kinds: shippedBook },
      ]);
    } catch (error) {
      // Of the file system; anything else is ours.
      if (!(error as NodeJS.ErrnoException).syscall) throw error;
      problem = (error as Error).message;
    }
    const line = {
      file,
      drafts: conversion?.drafts.map(draft => ({ ...previewDraft(draft), warnings: draft.warnings })) ?? [],
      acks: [],
      suppressed: conversion?.suppressed ?? null,
      quarantined: conversion?.quarantined ?? [{ reason: 'file.unreadable', detail: problem }],
    };
    await write(`${JSON.stringify(line)}\n`);
  }
}

/** A file may begin with its Content-Type as a header and an empty line, as a post that was written down does. */
export function bodyOf(bytes: Buffer, file: string, contentType: string | undefined): { raw: Buffer; type: string } {
  const head = /^content-type:[ \t]*([^\r\n]+)\r?\n\r?\n/i.exec(bytes.toString('latin1', 0, 1_000));
  const raw = head ? bytes.subarray(head[0].length) : bytes;
  const said = contentType ?? head?.[1]?.trim();
  const boundary = /^--([^\r\n]{1,70})\r\n/.exec(raw.toString('latin1', 0, 100))?.[1];
  if (said !== undefined)
    return {
      raw,
      type: /^multipart\/form-data$/i.test(said) && boundary !== undefined ? `${said}; boundary="${boundary}"` : said,
    };
  if (extname(file).toLowerCase() === '.json') return { raw, type: 'application/json' };
  return {
    raw,
    type: boundary === undefined ? 'application/x-www-form-urlencoded' : `multipart/form-data; boundary="${boundary}"`,
  };
}
