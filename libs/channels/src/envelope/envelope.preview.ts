// `rail preview api`: what the converter makes of envelopes in files, one JSON line per file, without a database. Fields are checked by the kinds that
// come with the product; another kind is taken as it is.
import { readFile } from 'node:fs/promises';
import { KindBook, shippedKinds } from '#tickets';
import { previewDraft } from '../draft.preview.js';
import { createEnvelopeConverter } from './envelope.converter.js';

const SHIPPED = new KindBook(shippedKinds);

/** @param write gets each line, line end included */
export async function previewEnvelopes(
  files: string[],
  organisationDomains: string[],
  write: (line: string) => void | Promise<void>,
): Promise<void> {
  const converter = createEnvelopeConverter();
  for (const file of files) {
    let raw: Buffer | null = null;
    let problem = '';
    try {
      raw = await readFile(file);
    } catch (error) {
      problem = (error as Error).message;
    }
    const [conversion] = raw
      ? await converter.convert([{ raw, transport: {}, organisationDomains, kinds: SHIPPED }])
      : [];
    const line = {
      file,
      drafts: conversion?.drafts.map(previewDraft) ?? [],
      acks: [],
      suppressed: conversion?.suppressed ?? null,
      quarantined: conversion?.quarantined ?? [{ reason: 'file.unreadable', detail: problem }],
    };
    await write(`${JSON.stringify(line)}\n`);
  }
}
