// `rail preview email`: what the converter makes of mail files, one JSON line per file, without a database. Guarantees: lines in
// the order of the files; a file that cannot be read is a line with its reason; nothing is kept.
import { readFile } from 'node:fs/promises';
import type { Conversion, Converter } from '../../contract/converter.js';
import { previewDraft } from '../../draft.preview.js';
import { createEmailConverter } from './email.converter.js';

/** Files that are read and converted together. */
const BATCH = 50;

/**
 * @param organisationDomains senders there are colleagues
 * @param write gets each line without its line end
 */
export async function previewEmail(
  files: string[],
  organisationDomains: string[],
  write: (line: string) => void,
): Promise<void> {
  const converter = createEmailConverter();
  try {
    for (let start = 0; start < files.length; start += BATCH) {
      const batch = files.slice(start, start + BATCH);
      const conversions = await previewBatch(converter, batch, organisationDomains);
      for (const [index, file] of batch.entries()) write(JSON.stringify(previewLine(file, conversions[index]!)));
    }
  } finally {
    await converter.close();
  }
}

async function previewBatch(
  converter: Converter,
  files: string[],
  organisationDomains: string[],
): Promise<Conversion[]> {
  const read = await Promise.all(
    files.map(async file => {
      try {
        return await readFile(file);
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
      }
    }),
  );
  const inputs = read.filter(raw => Buffer.isBuffer(raw)).map(raw => ({ raw, transport: {}, organisationDomains }));
  const converted = (await converter.convert(inputs)).values();
  return read.map(raw => {
    if (Buffer.isBuffer(raw)) return converted.next().value!;
    return {
      drafts: [],
      blobs: new Map(),
      acks: [],
      suppressed: null,
      quarantined: [{ reason: 'file.unreadable', detail: raw.message }],
    };
  });
}

/** The shape that the command line promises. */
function previewLine(file: string, conversion: Conversion) {
  return {
    file,
    drafts: conversion.drafts.map(previewDraft),
    acks: [],
    suppressed: conversion.suppressed,
    quarantined: conversion.quarantined.map(({ reason, position }) => ({ reason, position: position ?? {} })),
  };
}
