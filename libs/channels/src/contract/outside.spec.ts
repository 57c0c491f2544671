import { describe, expect, it } from '@jest/globals';
import { addressNow, type Reached } from './outside.js';

const answers = (reached: Reached) => ({ reach: async () => reached });

describe('the address that is connected to', () => {
  it('is one of those that were judged, of the family of the first', async () => {
    const ports = answers({ outcome: 'reached', addresses: ['8.8.8.8', '2606:4700::1111', '8.8.4.4'] });
    const seen = new Set<string>();
    for (let turn = 0; turn < 200; turn++) seen.add(await addressNow(ports, 'mail.example.com', 993));
    expect([...seen].sort()).toEqual(['8.8.4.4', '8.8.8.8']);
  });

  it.each([
    ['refused', 'ADDRESS.REFUSED'],
    ['unknown', 'ENOTFOUND'],
    ['away', 'EAI_AGAIN'],
  ] as const)('is none where the host is %s, and the error says what to do', async (outcome, code) => {
    const ports = answers({ outcome, words: 'It is so.', next: 'Do this.' });
    await expect(addressNow(ports, 'mail.intern', 993)).rejects.toMatchObject({ code, message: 'It is so. Do this.' });
  });
});
