// What `rail preview form` is told on the command line.
import { readFile } from 'node:fs/promises';
import type { FormPreviewOptions } from '#channels';

/** @throws Error with one line for a file that holds no settings */
export async function formOptions(given: { settings?: string; contentType?: string }): Promise<FormPreviewOptions> {
  const { settings: file, contentType } = given;
  const more = contentType === undefined ? {} : { contentType };
  if (file === undefined) return more;
  const text = await readFile(file, 'utf8');
  try {
    return { ...more, settings: JSON.parse(text) as Record<string, unknown> };
  } catch {
    throw new Error(`${file} holds no JSON`);
  }
}
