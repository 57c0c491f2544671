// The preview lines: their shape is an interface, and files may be larger than memory.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { edifactOrders, x12Orders } from '../../../../test/product/edi.load.js';
import { previewEdi } from './edi.preview.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preview-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: Buffer | string): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

async function preview(...files: string[]) {
  const pieces: string[] = [];
  await previewEdi(files, [], piece => void pieces.push(piece));
  const lines = pieces.join('').split('\n');
  expect(lines.pop()).toBe('');
  return lines.map(line => JSON.parse(line));
}

it('prints one line per file, in their order, with the shape that the command line promises', async () => {
  const order = await file('order.edi', x12Orders({ number: 7, orders: 1, lines: 1 }));
  const [line, ...others] = await preview(order);
  expect(others).toEqual([]);
  expect(Object.keys(line)).toEqual(['file', 'drafts', 'acks', 'suppressed', 'quarantined']);
  expect(line).toMatchObject({ file: order, suppressed: null, quarantined: [] });
  expect(Object.keys(line.drafts[0])).toEqual([
    ...['kind', 'subject', 'requester', 'to', 'cc', 'text', 'html', 'attachments', 'messageId', 'inReplyTo'],
    ...['references', 'automatic', 'forwardedBy', 'fields'],
  ]);
  expect(line.drafts[0]).toMatchObject({
    kind: 'order',
    requester: { name: 'Brightmill Pumps Inc' },
    fields: {
      documentNumber: 'PO-7-0',
      lines: [{ lineNumber: '1', quantity: '10', unitPrice: '12.50' }],
      ack: { type: '997', code: 'A' },
    },
  });
  expect(line.acks).toEqual([{ type: '997', text: expect.stringContaining('AK9*A*1*1*1~') }]);
});

it('names places in the file, not in the interchange', async () => {
  const first = x12Orders({ number: 1, orders: 1, lines: 1 }).toString();
  const second = edifactOrders({ number: 2, orders: 2, lines: 1 }).toString().replace('UNT+13+2', 'UNT+99+2');
  const text = `${first}\n${second}\nstray words\n`;
  const [line] = await preview(await file('two.edi', text));
  expect(line.drafts).toHaveLength(2);
  const { source, lines } = line.drafts[1].fields;
  expect(text.slice(source.byteStart, source.byteEnd)).toMatch(/^UNH\+1\+.*UNT\+\d+\+1'$/);
  expect(text.slice(lines[0].byte)).toMatch(/^LIN\+1/);
  expect(line.quarantined).toEqual([
    {
      reason: 'edi.set-count-wrong',
      position: { byte: text.indexOf('99+2'), segment: expect.any(Number), element: 1 },
    },
    { reason: 'edi.no-interchange', position: { byte: text.indexOf('stray') } },
  ]);
  expect(line.acks.map((ack: { type: string }) => ack.type)).toEqual(['997', 'CONTRL']);
});

it('gives a reason for a file that is not there, that is a folder, that is empty, or that is a PDF', async () => {
  await mkdir(join(folder, 'a-folder'));
  const empty = await file('empty.edi', '');
  const pdf = await file('pdf.edi', '%PDF-1.7\n%%EOF\n');
  const lines = await preview(join(folder, 'missing.edi'), join(folder, 'a-folder'), empty, pdf);
  expect(lines.map(line => line.quarantined)).toEqual([
    [{ reason: 'file.unreadable', position: {} }],
    [{ reason: 'file.unreadable', position: {} }],
    [{ reason: 'edi.empty', position: { byte: 0 } }],
    [{ reason: 'edi.no-interchange', position: { byte: 0 } }],
  ]);
  expect(lines.every(line => line.drafts.length === 0 && line.acks.length === 0)).toBe(true);
});

it('counts every sender as known, and takes tests', async () => {
  const test = x12Orders({ number: 1, orders: 1, lines: 1 }).toString().replace('*0*P*', '*0*T*');
  const [line] = await preview(await file('test.edi', test));
  expect([line.drafts.length, line.quarantined, line.drafts[0].fields.source.testFlag]).toEqual([1, [], true]);
});

it('says that a file of acknowledgements is suppressed', async () => {
  const back = x12Orders({ number: 1, orders: 0, lines: 0 })
    .toString()
    .replace('GS*PO', 'GS*FA')
    .replace('GE*0', 'ST*997*0001~AK1*IN*55~AK9*A*1*1*1~SE*4*0001~GE*1');
  const [line] = await preview(await file('back.edi', back));
  expect(line).toMatchObject({ drafts: [], acks: [], suppressed: 'edi.acknowledgement', quarantined: [] });
});

it('waits for a slow reader, and hands a long line over in pieces', async () => {
  const many = Buffer.concat(
    Array.from({ length: 400 }, (_, at) => x12Orders({ number: at + 1, orders: 1, lines: 10 })),
  );
  const path = await file('many.edi', many);
  let waiting = 0;
  let most = 0;
  let longest = 0;
  let all = '';
  await previewEdi([path], [], async piece => {
    most = Math.max(most, ++waiting);
    longest = Math.max(longest, piece.length);
    all += piece;
    await new Promise(resolve => setImmediate(resolve));
    waiting--;
  });
  expect(JSON.parse(all).drafts).toHaveLength(400);
  expect(most).toBe(1);
  expect(longest).toBeLessThan(all.length / 10);
});
