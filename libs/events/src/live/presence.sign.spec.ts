import { type PresenceSign, packSigns, unpackSigns } from './presence.sign.js';

const sign = (userId: number, name = 'Theo Brandt'): PresenceSign => ({
  ticketId: 7,
  departmentId: 3,
  userId,
  name,
  page: 'page-0001',
  step: 1,
  doing: 'writing-reply',
  resting: false,
});

describe('signs of presence in notifications', () => {
  it('come back as they went, in order', () => {
    const signs = [sign(1), sign(2, 'Zoë "Z" Öztürk'), { ...sign(3), doing: 'gone' as const, resting: true }];
    expect(packSigns(signs, 7_000).flatMap(text => unpackSigns(text))).toEqual(signs);
  });

  it('are cut into texts that PostgreSQL takes, counted in bytes', () => {
    const signs = Array.from({ length: 200 }, (_, index) => sign(index + 1, '名'.repeat(60)));
    const packs = packSigns(signs, 7_000);
    expect(packs.length).toBeGreaterThan(1);
    for (const pack of packs) expect(Buffer.byteLength(pack)).toBeLessThanOrEqual(7_000);
    expect(packs.flatMap(text => unpackSigns(text))).toEqual(signs);
  });

  it.each(['', '{}', '[[1]]', '[[7,3,1,"Theo","page-0001",1,"dancing",false]]'])('are not read from %j', text => {
    expect(unpackSigns(text)).toBeNull();
  });
});
