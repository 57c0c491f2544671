import { once } from 'node:events';
import { previewEdi, previewEmail, previewEnvelopes, previewForms, previewPhone } from '#channels';
import { formOptions } from './form.options.js';
import { type PhoneOptions, phoneOptions } from './phone.options.js';

export type PreviewOptions = PhoneOptions & { contentType?: string };

/** `write` gets pieces of lines, line ends included: a line can be longer than a string may be. */
type Preview = (
  files: string[],
  domains: string[],
  write: (piece: string) => Promise<void>,
  options: PreviewOptions,
) => Promise<void>;

const previews: Record<string, Preview> = {
  api: previewEnvelopes,
  edi: previewEdi,
  email: (files, domains, write) => previewEmail(files, domains, line => void write(`${line}\n`)),
  form: async (files, _domains, write, options) => previewForms(files, await formOptions(options), write),
  phone: async (files, _domains, write, options) => previewPhone(files, await phoneOptions(options), write),
};

/** One JSON line per file, in the order given. No database, no network. */
export async function previewCommand(
  kind: string,
  files: string[],
  domains: string[],
  options: PreviewOptions = {},
): Promise<number> {
  const preview = previews[kind];
  if (!preview)
    throw new Error(`There is no preview for "${kind}"; there is one for: ${Object.keys(previews).join(', ')}`);
  await preview(files, domains, toStdout, options);
  return 0;
}

/** Resolves when whoever reads wants more: what a slow pipe has not taken would pile up in memory. */
async function toStdout(piece: string): Promise<void> {
  if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}
