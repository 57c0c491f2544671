import { Coalescer } from './coalescer.js';

const turn = () => new Promise(resolve => setTimeout(resolve, 5));

function controlled(limits = { largest: 5, atOnce: 1 }) {
  const batches: { ids: readonly number[]; finish: (error?: Error) => void }[] = [];
  const queue = new Coalescer<number>(
    ids =>
      new Promise((resolve, reject) => batches.push({ ids, finish: error => (error ? reject(error) : resolve()) })),
    limits,
  );
  return { queue, batches };
}

describe('a coalescer', () => {
  it('puts together what waited while a batch was under way', async () => {
    const { queue, batches } = controlled();
    const all = [queue.run([1])];
    await turn();
    all.push(queue.run([2]), queue.run([3, 4]));
    await turn();
    expect(batches.map(batch => batch.ids)).toEqual([[1]]);
    batches[0]!.finish();
    await turn();
    expect(batches.map(batch => batch.ids)).toEqual([[1], [2, 3, 4]]);
    batches[1]!.finish();
    await Promise.all(all);
  });

  it('keeps to its largest batch, but never splits what came together', async () => {
    const { queue, batches } = controlled();
    void Promise.all([queue.run([1, 2, 3]), queue.run([4, 5, 6]), queue.run([7, 8, 9, 10, 11, 12])]);
    for (let i = 0; i < 3; i++) {
      await turn();
      batches[i]!.finish();
    }
    expect(batches.map(batch => batch.ids.length)).toEqual([3, 3, 6]);
  });

  it('tells each of a failed batch, and goes on with the next', async () => {
    const { queue, batches } = controlled();
    const failed = Promise.allSettled([queue.run([1]), queue.run([2])]);
    await turn();
    const next = queue.run([3]);
    batches[0]!.finish(new Error('away'));
    expect((await failed).map(one => one.status)).toEqual(['rejected', 'rejected']);
    await turn();
    batches[1]!.finish();
    await expect(next).resolves.toBeUndefined();
  });
});
