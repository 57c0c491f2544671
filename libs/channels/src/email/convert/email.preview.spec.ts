// The preview lines: their shape is an interface.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { previewEmail } from './email.preview.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preview-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('prints one line per file, in their order, and a reason for a file that is not there', async () => {
  const mail = join(folder, 'a.eml');
  await writeFile(
    mail,
    'From: Jo <jo@brightmill.example>\nTo: support@nordwerk.example\nSubject: Seals\n\nTwo, please.\n',
  );
  const hostile = join(folder, 'b.eml');
  await writeFile(hostile, `${'X: y\n'.repeat(3000)}\nx`);
  const lines: string[] = [];
  await previewEmail([join(folder, 'missing.eml'), hostile, mail], [], line => lines.push(line));
  expect(lines.map(line => JSON.parse(line))).toEqual([
    {
      file: join(folder, 'missing.eml'),
      drafts: [],
      acks: [],
      suppressed: null,
      quarantined: [{ reason: 'file.unreadable', position: {} }],
    },
    {
      file: hostile,
      drafts: [],
      acks: [],
      suppressed: null,
      quarantined: [{ reason: 'mail.too-many-headers', position: {} }],
    },
    {
      file: mail,
      drafts: [
        {
          kind: 'inquiry',
          subject: 'Seals',
          requester: { name: 'Jo', address: 'jo@brightmill.example' },
          to: [{ name: '', address: 'support@nordwerk.example' }],
          cc: [],
          text: 'Two, please.',
          html: null,
          attachments: [],
          messageId: null,
          inReplyTo: null,
          references: [],
          automatic: {
            isBounce: false,
            isAutoReply: false,
            isBulk: false,
            isComplaint: false,
            reports: [],
            originalMessageId: null,
          },
          forwardedBy: null,
          fields: {},
        },
      ],
      acks: [],
      suppressed: null,
      quarantined: [],
    },
  ]);
});
