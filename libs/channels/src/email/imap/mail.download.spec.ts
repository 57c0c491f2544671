// What a server may do wrong while mails are fetched, played by a scripted client: hard to get from a real server on demand.
import type { ImapFlow } from 'imapflow';
import { download, searchNew } from './mail.download.js';

interface Script {
  present: number[];
  sources: Map<number, Buffer>;
  /** UIDs that the server leaves out of any FETCH. */
  withheld?: Set<number>;
  refuseBatches?: boolean;
  search?: number[] | false;
}

function scripted({ present, sources, withheld = new Set(), refuseBatches, search }: Script): ImapFlow {
  const row = (uid: number) => ({ uid, seq: uid, size: sources.get(uid)?.length ?? 0, source: sources.get(uid) });
  const client = {
    usable: true,
    async search(query: { uid: string }) {
      if (search !== undefined) return search;
      const from = Number(query.uid.split(':')[0]);
      return query.uid.includes(':') ? present.filter(uid => uid >= from) : present.filter(uid => uid === from);
    },
    async fetchAll(range: string) {
      if (refuseBatches) throw Object.assign(new Error('Some messages could not be fetched'), { responseStatus: 'NO' });
      const uids = range.split(',').map(Number);
      return uids.filter(uid => present.includes(uid) && !withheld.has(uid)).map(row);
    },
    async fetchOne(range: string) {
      const uid = Number(range);
      return present.includes(uid) && !withheld.has(uid) ? row(uid) : false;
    },
  };
  return client as unknown as ImapFlow;
}

const bytes = (text: string) => Buffer.from(text);
const listed = (...uids: number[]) => uids.map(uid => ({ uid, size: 10 }));

it('tells a mail that was expunged during the fetch from one that the server holds back', async () => {
  const client = scripted({
    present: [1, 3],
    sources: new Map([
      [1, bytes('one')],
      [3, bytes('three')],
    ]),
    withheld: new Set([3]),
  });
  const kinds = (await download(client, listed(1, 2, 3), 1_000)).map(one => one.kind);
  expect(kinds).toEqual(['whole', 'gone', 'withheld']);
});

it('asks for each mail alone where the server refuses the batch', async () => {
  const client = scripted({
    present: [1, 2],
    sources: new Map([
      [1, bytes('one')],
      [2, bytes('two')],
    ]),
    refuseBatches: true,
  });
  const results = await download(client, listed(1, 2), 1_000);
  expect(results.map(one => (one.kind === 'whole' ? one.raw.toString() : one.kind))).toEqual(['one', 'two']);
});

it('keeps only the header of a mail that is larger than the server claimed', async () => {
  const huge = bytes(`Subject: liar\r\n\r\n${'x'.repeat(500)}`);
  const client = scripted({ present: [1], sources: new Map([[1, huge]]) });
  const [result] = await download(client, listed(1), 100);
  expect(result).toMatchObject({ kind: 'oversize', declaredBytes: huge.length });
  expect(result?.kind === 'oversize' && result.header.toString()).toBe('Subject: liar\r\n\r\n');
});

it('ignores the last mail that `n:*` names although it is older', async () => {
  const client = scripted({ present: [], sources: new Map(), search: [5] });
  expect(await searchNew(client, 5)).toEqual([]);
});

it('does not take a refused SEARCH for an empty folder', async () => {
  const client = scripted({ present: [1], sources: new Map(), search: false });
  await expect(searchNew(client, 0)).rejects.toThrow('did not answer SEARCH');
});
