import { describe, expect, it } from '@jest/globals';
import type { Conversion } from '#channels/contract';
import type { PendingMessage } from '#store';
import type { TicketDraft } from '#tickets';
import { asReleased } from './released.message.js';

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
    expect(asReleased(held, message())).toBe(held);
  });

  it('comes as one draft that says why and by whom, with its bytes', () => {
    const { drafts, blobs, quarantined } = asReleased(held, message(release));
    expect(quarantined).toEqual([]);
    expect(drafts).toHaveLength(1);
    expect(drafts[0]!.text).toContain(
      'Why: Nested 90 times (mail.too-deep)\nWhere: byte 7\nReleased by Mara Lind: A customer',
    );
    const [file] = drafts[0]!.attachments;
    expect(Buffer.from(blobs.get(file!.sha256)!).toString()).toBe('bytes');
  });

  it('is not made a draft where a person released what had been left out', () => {
    expect(asReleased(held, message({ ...release, byHand: undefined })).drafts).toEqual([]);
  });

  it('and can be read by now is read', () => {
    const read = { ...held, quarantined: [], suppressed: 'duplicate' };
    expect(asReleased(read, message(release))).toBe(read);
  });
});

it('what was left out and released says so on its ticket, beside what its channel warns of', () => {
  const draft = { warnings: ['charset guessed'] } as TicketDraft;
  const read = { ...held, quarantined: [], drafts: [draft] };
  expect(asReleased(read, message())).toBe(read);
  expect(asReleased(read, message({ rule: 'News', by: 'Mara Lind', reason: 'A customer' })).drafts).toEqual([
    { warnings: ['charset guessed', 'left out by the rule News at first, and released by Mara Lind: A customer'] },
  ]);
});
