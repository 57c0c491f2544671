// A file that somebody drops, as the messages that the channel would make of it.
import type { Sample } from '#channels/contract';
import { type EdiSettings, limitsOf } from '../edi.settings.js';
import { type EdiFile, ediEnvelopes, sha256Of } from '../transport/file.envelopes.js';

export function sampleOf(
  { name, bytes }: { name: string; bytes: Buffer },
  settings: EdiSettings,
  most: number,
): Sample[] {
  const sha256 = sha256Of(bytes);
  const file: EdiFile = {
    channelId: 0,
    via: 'folder',
    name,
    bytes: bytes.length,
    sha256,
    identity: sha256,
    receivedAt: new Date(0),
  };
  return ediEnvelopes(file, bytes, limitsOf(settings).interchangeBytes).slice(0, most);
}
