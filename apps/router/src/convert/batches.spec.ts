import fc from 'fast-check';
import { batchesOf } from './batches.js';

const itself = (weight: number): number => weight;

it('keeps the order and every piece, within its bounds', () => {
  const bounds = fc.record({ most: fc.integer({ min: 1, max: 6 }), weight: fc.integer({ min: 0, max: 40 }) });
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 })), bounds, (pieces, { most, weight }) => {
      const batches = batchesOf(pieces, itself, { most, weight });
      expect(batches.flat()).toEqual(pieces);
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(most);
        const sum = batch.reduce((all, one) => all + one, 0);
        if (batch.length > 1) expect(sum).toBeLessThanOrEqual(weight);
      }
    }),
  );
});

it('fills a batch before it begins the next', () => {
  expect(batchesOf([5, 5, 1, 10, 30, 2], itself, { most: 3, weight: 11 })).toEqual([[5, 5, 1], [10], [30], [2]]);
  expect(batchesOf([1, 1, 1, 1], itself, { most: 3, weight: 11 })).toEqual([[1, 1, 1], [1]]);
  expect(batchesOf([], itself, { most: 3, weight: 11 })).toEqual([]);
});
