import type { UnsentEvent } from '#store';
import { FULL_SCAN_MS, LaneReader, MARK_LAG_MS } from './lane.reader.js';

const upTo = (id: number) => [{ id } as UnsentEvent];

describe('the reader of a lane', () => {
  it('looks at everything first, and then above a mark that lags behind what was sent', () => {
    const reader = new LaneReader();
    expect(reader.above(0)).toBe(0);
    reader.hasRead(true, 0);
    reader.hasSent(upTo(100), MARK_LAG_MS);
    expect(reader.above(MARK_LAG_MS)).toBe(0);
    reader.hasSent(upTo(200), 2 * MARK_LAG_MS);
    expect(reader.above(2 * MARK_LAG_MS)).toBe(100);
  });

  it('looks at everything again every few seconds, so that a late low id is found', () => {
    const reader = new LaneReader();
    reader.hasRead(true, 0);
    reader.hasSent(upTo(100), MARK_LAG_MS);
    reader.hasSent(upTo(200), 2 * MARK_LAG_MS);
    expect(reader.above(FULL_SCAN_MS - 1)).toBe(100);
    expect(reader.above(FULL_SCAN_MS)).toBe(0);
  });

  it('goes on looking at everything until a look came to its end', () => {
    const reader = new LaneReader();
    reader.hasRead(false, 0);
    reader.hasSent(upTo(100), MARK_LAG_MS);
    reader.hasSent(upTo(200), 2 * MARK_LAG_MS);
    expect(reader.above(2 * MARK_LAG_MS)).toBe(0);
    reader.hasRead(true, 2 * MARK_LAG_MS);
    expect(reader.above(2 * MARK_LAG_MS)).toBe(100);
  });

  it('finds again what was read and not sent', () => {
    const reader = new LaneReader();
    reader.hasRead(true, 0);
    reader.hasSent(upTo(100), MARK_LAG_MS);
    reader.hasSent(upTo(200), 2 * MARK_LAG_MS);
    reader.hasFailed();
    expect(reader.above(2 * MARK_LAG_MS)).toBe(0);
  });
});
