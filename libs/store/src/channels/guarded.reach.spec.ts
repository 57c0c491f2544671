import { readPrivateHost } from '#runtime';
import { guardedReach } from './guarded.reach.js';

const opened = (...hosts: string[]) => hosts.map(host => readPrivateHost(host)!);
const resolvesTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('a host that a channel wants to reach', () => {
  it('is reached on the internet, at the addresses that were judged', async () => {
    expect(await guardedReach([], resolvesTo('8.8.8.8', '2606:4700::1111'))('mail.example.com', 993)).toEqual({
      outcome: 'reached',
      addresses: ['8.8.8.8', '2606:4700::1111'],
    });
  });

  it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '100.64.0.1'])(
    'is refused at %s, and the address is not said',
    async address => {
      const reached = await guardedReach([], resolvesTo('8.8.8.8', address))('mail.example.com', 993);
      expect(reached).toMatchObject({ outcome: 'refused', next: expect.stringContaining('CHANNEL_PRIVATE_HOSTS') });
      expect(JSON.stringify(reached)).not.toContain(address);
    },
  );

  it('is reached in the own network where ops list its name and port, and nowhere else', async () => {
    const reach = guardedReach(opened('mail.intern:993', '[::1]:143'), resolvesTo('10.1.2.3'));
    expect((await reach('MAIL.intern.', 993)).outcome).toBe('reached');
    expect((await reach('mail.intern', 25)).outcome).toBe('refused');
    expect((await reach('x.mail.intern', 993)).outcome).toBe('refused');
    const own = guardedReach(opened('[::1]:143'), resolvesTo('::1'));
    expect([(await own('::1', 143)).outcome, (await own('::1', 144)).outcome]).toEqual(['reached', 'refused']);
  });

  it('is never the metadata of a cloud, whatever ops list', async () => {
    const reach = guardedReach(opened('169.254.169.254', 'meta'), resolvesTo('169.254.169.254'));
    expect([(await reach('169.254.169.254', 80)).outcome, (await reach('meta', 80)).outcome]).toEqual([
      'refused',
      'refused',
    ]);
  });

  it('is unknown, or cannot be looked up now', async () => {
    const failing = (code: string) => async () => Promise.reject(Object.assign(new Error(code), { code }));
    expect((await guardedReach([], failing('ENOTFOUND'))('nowhere.test', 1)).outcome).toBe('unknown');
    expect((await guardedReach([], failing('EAI_AGAIN'))('nowhere.test', 1)).outcome).toBe('away');
    expect((await guardedReach([], resolvesTo())('nowhere.test', 1)).outcome).toBe('unknown');
  });
});
