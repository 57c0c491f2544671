// What `rail preview phone` is told about the system whose logs it reads: single options, or the settings of a channel as a file.
import { readFile } from 'node:fs/promises';
import { previewSettings } from '#channels';

export interface PhoneOptions {
  settings?: string;
  source?: string;
  country?: string;
  timeZone?: string;
  /** `startedAt=Begin,from=3`: fields of ours to names or numbers of columns; without `=` the fields in their order. */
  columns?: string;
  extensions?: string;
}

/** Options count more than the file. @throws Error with one line that names what cannot be used */
export async function phoneOptions(options: PhoneOptions): Promise<ReturnType<typeof previewSettings>> {
  const { settings, source, country, timeZone, columns, extensions } = options;
  const said = {
    ...(source === undefined ? {} : { source }),
    ...(country === undefined ? {} : { country }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(columns === undefined ? {} : { columns: columnsIn(columns) }),
    ...(extensions === undefined ? {} : { ours: { extensions: extensions.split(',') } }),
  };
  return previewSettings({ ...(settings === undefined ? {} : await settingsIn(settings)), ...said });
}

async function settingsIn(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, in words.
  }
  throw new Error(`${file} holds no settings of a channel: it must be one JSON object`);
}

function columnsIn(text: string): string[] | Record<string, string | number> {
  const parts = text.split(',').map(part => part.trim());
  if (!text.includes('=')) return parts;
  return Object.fromEntries(
    parts.map(part => {
      const [field = '', ...column] = part.split('=');
      const name = column.join('=');
      return [field, /^[1-9]\d*$/.test(name) ? Number(name) : name];
    }),
  );
}
