import { bodyOf, type Clip, faultsOf, isEmpty, LARGEST_BYTES, NOTHING, withShared } from './telling.js';

const whole = { ...NOTHING, departmentId: 1, name: 'Anna', address: 'anna@kranich.test', want: 'Seals' };
const clip = (bytes: number, name = 'photo.jpg'): Clip => ({
  ...{ id: name, name, type: 'image/jpeg', blob: new Blob([new Uint8Array(bytes).fill(200)]) },
});

describe('a telling', () => {
  it('can be sent when it says who, how to reach them, what, and to whom', () => {
    expect(faultsOf(whole)).toEqual({});
    expect(faultsOf({ ...whole, name: '', company: 'Kranich', address: '', phone: '+49 (0)40 123-4' })).toEqual({});
    expect(faultsOf({ ...whole, want: '', clips: [clip(1)] })).toEqual({});
  });

  it('names each place that is missing', () => {
    expect(Object.keys(faultsOf(NOTHING)).sort()).toEqual(['departmentId', 'name', 'reach', 'want']);
    expect(faultsOf({ ...whole, address: 'anna at home' }).reach).toContain('not complete');
    expect(faultsOf({ ...whole, phone: 'ask her' }).reach).toContain('digits');
    expect(faultsOf({ ...whole, clips: [clip(LARGEST_BYTES), clip(1)] }).clips).toContain('8 MB');
  });

  it('takes what is shared below what is written, each thing once', () => {
    const shared = { title: 'Seals', text: 'Seals for P-40', url: 'https://kranich.test/', clips: [clip(1)] };
    const taken = withShared({ ...NOTHING, want: 'See:' }, shared);
    expect(taken.want).toBe('See:\nSeals\nSeals for P-40\nhttps://kranich.test/');
    expect(withShared(taken, { ...shared, clips: [] }).want).toBe(taken.want);
    expect(isEmpty(taken)).toBe(false);
    expect(isEmpty({ ...NOTHING, haste: 'now', departmentId: 4 })).toBe(true);
  });

  it('carries files as they are', async () => {
    const [file] = (await bodyOf({ ...whole, clips: [clip(100_001)] })).files ?? [];
    expect(Buffer.from(file!.content, 'base64')).toEqual(Buffer.alloc(100_001, 200));
  });
});
