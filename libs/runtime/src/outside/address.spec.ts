import fc from 'fast-check';
import { addressKind, isPublicAddress } from './address.js';

describe('an address', () => {
  it.each(['8.8.8.8', '93.184.215.14', '1.1.1.1', '172.15.255.255', '172.32.0.1', '100.63.255.255', '223.255.255.255'])(
    'of the internet is public: %s',
    address => expect(addressKind(address)).toBe('public'),
  );

  it.each(['2606:4700:4700::1111', '2a00:1450:4001:830::200e', '2620:fe::fe', '2001:200::1', '3ffe::1'])(
    'of the internet is public: %s',
    address => expect(addressKind(address)).toBe('public'),
  );

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '100.64.0.1',
    '100.127.255.255',
    '::1',
    'fc00::1',
    'fdff:ffff::1',
  ])('of a network of one’s own is not public: %s', address => expect(addressKind(address)).toBe('own'));

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '169.254.169.254',
    '169.254.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '192.0.2.1',
    '192.88.99.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'fd00:ec2::254',
    '100::1',
    '2001::1',
    '2001:0:53aa:64c:0:fbff:ad01:203',
    '2001:db8::1',
    '3fff::1',
    '64:ff9b:1::7f00:1',
    '::7f00:1',
    '4000::1',
  ])('is never called where it leads nowhere good: %s', address => expect(addressKind(address)).toBe('never'));

  it.each([
    ['::ffff:127.0.0.1', 'own'],
    ['::ffff:7f00:1', 'own'],
    ['0:0:0:0:0:FFFF:A9FE:A9FE', 'never'],
    ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::7f00:1', 'own'],
    ['64:ff9b::169.254.169.254', 'never'],
    ['64:ff9b::10.0.0.1', 'own'],
    ['64:ff9b::808:808', 'public'],
    ['2002:7f00:1::', 'own'],
    ['2002:a9fe:a9fe::1', 'never'],
    ['2002:c0a8:1:1::1', 'own'],
    ['2002:808:808::1', 'public'],
  ])('that carries another counts as that: %s is %s', (address, kind) => expect(addressKind(address)).toBe(kind));

  it.each([
    '',
    'localhost',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '[::1]',
    '1.2.3.4 ',
    '::1::',
    '8.8.8.8/8',
  ])('is none: %j', text => expect(addressKind(text)).toBe('never'));

  it('counts the same in whatever way IPv6 wraps it', () => {
    fc.assert(
      fc.property(fc.ipV4(), address => {
        const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number];
        const groups = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const kind = addressKind(address);
        for (const wrapped of [`::ffff:${address}`, `::ffff:${groups}`, `64:ff9b::${groups}`, `2002:${groups}::1`])
          expect([wrapped, addressKind(wrapped)]).toEqual([wrapped, kind]);
      }),
    );
  });

  it('of any text never throws, and no text is public that is no address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.ipV4Extended()), text => {
        const kind = addressKind(text);
        expect(isPublicAddress(text)).toBe(kind === 'public');
        if (!/^[\d.]+$|:/.test(text)) expect(kind).toBe('never');
      }),
    );
  });
});
