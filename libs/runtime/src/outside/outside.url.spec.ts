import { type PrivateHost, readOutsideUrl, readPrivateHost } from './outside.url.js';

const opened = (...hosts: string[]): PrivateHost[] => hosts.map(host => readPrivateHost(host)!);
const why = (text: string, hosts: PrivateHost[] = []): string => {
  const read = readOutsideUrl(text, hosts);
  return read.outcome === 'good' ? 'good' : read.why;
};

describe('an address that somebody typed', () => {
  it.each([
    'https://tool.example.com/hook?team=7',
    'https://tool.example.com',
    'https://tool.example.com:8443/x',
    'https://8.8.8.8/x',
    'https://[2606:4700::1111]/x',
    'https://münchen.example/x',
    'HTTPS://TOOL.EXAMPLE.COM/X',
  ])('is taken where it names a host of the internet: %s', text => expect(why(text)).toBe('good'));

  it.each([
    ['no URL', 'tool.example.com', /is no URL/],
    ['nothing', '', /is no URL/],
    ['a blank in it', 'https://tool.example.com/a b', /is no URL/],
    ['a line break in it', 'https://tool.example.com/\r\nHost: x', /is no URL/],
    ['another scheme', 'ftp://tool.example.com/', /https/],
    ['the scheme of files', 'file:///etc/passwd', /https/],
    ['the scheme of scripts', 'javascript:alert(1)', /https/],
    ['a user', 'https://admin@tool.example.com/', /user name/],
    ['a password', 'https://admin:pw@tool.example.com/', /user name/],
    ['a host in front of an @', 'https://tool.example.com@10.0.0.1/', /user name/],
    ['a fragment', 'https://tool.example.com/#x', /#/],
    ['no TLS', 'http://tool.example.com/', /https/],
    ['the port of SSH', 'https://tool.example.com:22/', /port/],
    ['the port of mail', 'https://tool.example.com:25/', /port/],
    ['the port of HTTP', 'https://tool.example.com:80/', /port/],
    ['too much of it', `https://tool.example.com/${'a'.repeat(2_000)}`, /longer/],
  ])('is refused with %s', (_what, text, words) => expect(why(text)).toMatch(words));

  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
    '①②⑦.⓪.⓪.①',
    '%31%32%37.0.0.1',
    '0',
    '0.0.0.0',
    '10.0.0.7',
    '172.16.3.4',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '0xa9fea9fe',
    '2852039166',
    '0251.0376.0251.0376',
    '100.100.100.200',
    '224.0.0.1',
    '255.255.255.255',
    '[::]',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b::a9fe:a9fe]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
  ])('is refused where its host is a number that leads inside: %s', host =>
    expect(why(`https://${host}/hook`)).toBe('is not on the internet'),
  );

  it.each([
    ['tracker.intern', 'http://tracker.intern/hook'],
    ['tracker.intern', 'http://TRACKER.intern.:25/hook'],
    ['tracker.intern:8080', 'http://tracker.intern:8080/'],
    ['tracker.intern:443', 'https://tracker.intern/'],
    ['tracker.intern:80', 'http://tracker.intern/'],
    ['127.0.0.1', 'http://127.0.0.1:3000/'],
    ['127.0.0.1', 'http://0x7f.1:3000/'],
    ['::1', 'http://[::1]:3000/'],
    ['[0:0:0:0:0:0:0:1]:3000', 'http://[::1]:3000/'],
  ])('is taken where ops have opened %s: %s', (host, text) => expect(why(text, opened(host))).toBe('good'));

  it.each([
    ['tracker.intern:8080', 'http://tracker.intern:8081/'],
    ['tracker.intern', 'http://x.tracker.intern/'],
    ['tracker.intern', 'http://trackerXintern/'],
    ['10.1.2.3', 'http://10.1.2.4/'],
  ])('is refused where ops have opened another host or port, %s: %s', (host, text) =>
    expect(why(text, opened(host))).not.toBe('good'),
  );

  it.each(['169.254.169.254', '0.0.0.0', '224.0.0.1', '::'])('stays refused at %s, even where it is opened', host =>
    expect(why(`http://${host === '::' ? '[::]' : host}/`, opened(host))).toBe('is not on the internet'),
  );
});

describe('a host that ops open', () => {
  it.each(['http://x', 'x/y', 'a b', '[::1', ':80', 'x:0', 'x:65536', 'x:', 'user@x', ''])('is none: %j', text =>
    expect(readPrivateHost(text)).toBeNull(),
  );
});
