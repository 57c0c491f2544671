import { describe, expect, it } from '@jest/globals';
import type { Conversion } from '#channels/contract';
import type { PendingMessage } from '#store';
import { orByHand } from './by-hand.draft.js';

const held: Conversion = {
  drafts: [],
  blobs: new Map(),
  suppressed: null,
  quarantined: [{ reason: 'mail.too-deep', detail: 'Nested 90 times', position: { byte: 7 } }],
};
const message = (released?: object) =>
  ({ id: 12, raw: Buffer.from('bytes'), transport: released ? { released } : {} }) as unknown as PendingMessage;
const release = { rule: 'mail.too-deep', by: 'Mara Lind', reason: 'A customer', byHand: true };

describe('what no program can read', () => {
  it('stays held until a person releases it to be read by hand', () => {
    expect(orByHand(held, message())).toBe(held);
    expect(orByHand(held, message({ ...release, byHand: undefined }))).toBe(held);
  });

  it('comes as one draft that says why and by whom, with its bytes', () => {
    const { drafts, blobs, quarantined } = orByHand(held, message(release));
    expect(quarantined).toEqual([]);
    expect(drafts).toHaveLength(1);
    expect(drafts[0]!.text).toContain(
      'Why: Nested 90 times (mail.too-deep)\nWhere: byte 7\nReleased by Mara Lind: A customer',
    );
    const [file] = drafts[0]!.attachments;
    expect(Buffer.from(blobs.get(file!.sha256)!).toString()).toBe('bytes');
  });

  it('and can be read by now is read', () => {
    const read = { ...held, quarantined: [], suppressed: 'duplicate' };
    expect(orByHand(read, message(release))).toBe(read);
  });
});
