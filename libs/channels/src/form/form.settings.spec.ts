import { bodyLimitOf, formSettings } from './form.settings.js';

const wrong = (given: unknown): string[] =>
  (formSettings.safeParse(given).error?.issues ?? []).map(one => `${one.path.join('.')} ${one.message}`);

describe('the settings of a form', () => {
  it('are whole where nothing is said', () => {
    expect(formSettings.parse({})).toMatchObject({
      kind: null,
      origins: [],
      next: [],
      files: { count: 5, megabytes: 10 },
      spam: {
        honeypot: 'company_website',
        minimumSeconds: 2,
        perAddressHour: 20,
        perIpHour: 60,
        block: { addresses: [] },
      },
    });
  });

  it.each([
    [{ origins: ['https://a.example/path'] }, 'origins.0'],
    [{ origins: ['*'] }, 'origins.0'],
    [{ next: ['javascript:alert(1)'] }, 'next.0'],
    [{ next: ['https://a.example/x?y'] }, 'next.0'],
    [{ next: ['https://user@a.example/'] }, 'next.0'],
    [{ files: { types: ['.pdf'] } }, 'files.types.0'],
    [{ files: { count: 99 } }, 'files.count'],
    [{ spam: { honeypot: 'a b' } }, 'spam.honeypot'],
    [{ spam: { block: { networks: ['10.0.0.0/99'] } } }, 'spam.block.networks.0'],
    [{ spam: { block: { addresses: ['nobody'] } } }, 'spam.block.addresses.0'],
    [{ kind: 'Not a key' }, 'kind'],
  ])('%j are refused at their place', (given, place) => {
    expect(wrong(given)[0]).toMatch(new RegExp(`^${place.replaceAll('.', '\\.')} `));
  });

  it('say how large a post may be', () => {
    const none = bodyLimitOf(formSettings.parse({ files: { count: 0 } }));
    const some = bodyLimitOf(formSettings.parse({ files: { totalMegabytes: 10 } }));
    expect(some - none).toBeGreaterThan(10 * 1024 * 1024);
  });
});
