// A file that somebody drops, as the records that the channel would make of it: rows of a log, or the body of one post.
import type { Sample } from '#channels/contract';
import { CallFile } from '../csv/call.file.js';
import { RECORD_LIMIT } from '../csv/record.splitter.js';
import { type PhoneSettings, readsFiles } from '../phone.settings.js';

export function sampleOf({ bytes }: { bytes: Buffer }, settings: PhoneSettings, most: number): Sample[] {
  if (!readsFiles(settings.source))
    return [{ raw: bytes, transport: { via: 'http', receivedAt: new Date().toISOString() } }];
  const file = new CallFile(settings);
  return [...file.push(bytes), ...file.end()].slice(0, most).map(({ bytes: raw, declaredBytes, ...row }) => {
    const { width, separator, columns, line } = row;
    const oversize = declaredBytes === undefined ? {} : { oversize: { declaredBytes, limitBytes: RECORD_LIMIT } };
    return { raw, transport: { via: 'log', width, separator, columns, line }, ...oversize };
  });
}
