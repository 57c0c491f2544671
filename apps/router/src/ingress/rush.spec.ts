import { setTimeout as wait } from 'node:timers/promises';
import { Rush } from './rush.js';

const pending = () => {
  let finish = () => {};
  const done = new Promise<void>(resolve => {
    finish = resolve;
  });
  return { done, finish };
};
const order = async (rush: Rush, said: string[], name: string) => {
  await rush.past();
  said.push(name);
};

it('a few posts at the doors hold nothing up', async () => {
  const rush = new Rush();
  const { done, finish } = pending();
  const stored = rush.during(() => done);
  await rush.past();
  finish();
  await stored;
});

it('many posts go first, and whoever waited goes on once they are stored, or could not be', async () => {
  const rush = new Rush(60_000);
  const { done, finish } = pending();
  const said: string[] = [];
  const stored = Array.from({ length: 20 }, (_, i) =>
    rush.during(async () => {
      await done;
      if (i % 2) throw new Error('not stored');
    }),
  );
  const converted = order(rush, said, 'converted');
  await wait(150);
  said.push('stored');
  finish();
  await Promise.allSettled(stored);
  await converted;
  expect(said).toEqual(['stored', 'converted']);
});

it('a rush without an end holds a batch up for its time, and no longer', async () => {
  const rush = new Rush(100);
  const { done, finish } = pending();
  const stored = Array.from({ length: 20 }, () => rush.during(() => done));
  await rush.past();
  finish();
  await Promise.all(stored);
});
