import { type LiveEvent, packLive, unpackLive } from './live.event.js';

const event = (id: number): LiveEvent => ({
  id,
  type: 'ticket.entry-added',
  ticketId: 7,
  departmentId: 3,
  version: 2,
  at: '2026-03-01T08:12:00.123Z',
});

describe('live events in notifications', () => {
  it('come back as they went, in order', () => {
    const events = [event(1), { ...event(2), fromDepartmentId: 9 }];
    expect(packLive(events, 7_000).flatMap(text => unpackLive(text))).toEqual(events);
  });

  it('are cut into texts that PostgreSQL takes', () => {
    const events = Array.from({ length: 500 }, (_, index) => event(index + 1));
    const packs = packLive(events, 7_000);
    expect(packs.length).toBeGreaterThan(1);
    for (const pack of packs) expect(Buffer.byteLength(pack)).toBeLessThanOrEqual(7_000);
    expect(packs.flatMap(text => unpackLive(text))).toEqual(events);
  });

  it('are nothing where there is nothing', () => {
    expect(packLive([], 7_000)).toEqual([]);
  });

  it.each(['', '{}', '[[1]]', '[["1","ticket.done",1,1,null,1,1]]'])('are not read from %j', text => {
    expect(unpackLive(text)).toBeNull();
  });
});
