import type { Attachment, Entry } from '#api';
import { earlierFiles } from './earlier-files.js';

const file = (id: number, more: Partial<Attachment> = {}): Attachment => ({
  ...{ id, filename: `${id}.pdf`, contentType: 'application/pdf', size: 1_200_000, sha256: `hash ${id}` },
  ...{ contentId: null, inline: false, ...more },
});
const entry = (id: number, attachments: Attachment[], more: Partial<Entry> = {}): Entry =>
  ({ id, type: 'message', at: '2026-05-03T10:00:00Z', held: false, attachments, ...more }) as Entry;

it('names each file of the conversation once, the newest first, and where it came from', () => {
  const list = earlierFiles([
    entry(1, [file(1), file(2)]),
    entry(2, [file(3, { sha256: 'hash 1', filename: '1.pdf' })], { type: 'reply' }),
    entry(3, [file(4)], { type: 'note' }),
  ]);
  expect(list).toEqual([
    { id: 4, filename: '4.pdf', from: 'internal note of 3 May, 1.2 MB' },
    { id: 3, filename: '1.pdf', from: 'our reply of 3 May, 1.2 MB' },
    { id: 2, filename: '2.pdf', from: 'mail of 3 May, 1.2 MB' },
  ]);
});

it('offers nothing of an unverified sender, nothing empty, no picture that is part of a mail, and nothing that is on its way', () => {
  const logo = file(2, { inline: true, contentId: 'logo' });
  expect(
    earlierFiles([
      entry(1, [file(1)], { held: true }),
      entry(2, [logo, file(3, { size: 0 })]),
      entry(-4, [file(4)], { type: 'reply' }),
    ]),
  ).toEqual([]);
});
