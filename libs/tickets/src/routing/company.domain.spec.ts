import { companyDomain } from './company.domain.js';

describe('the company of an address', () => {
  it('is its domain, whatever the case', () => {
    expect(companyDomain('Anna@Pumpen-Meier.DE')).toBe('pumpen-meier.de');
    expect(companyDomain('a@b@sub.works.example')).toBe('sub.works.example');
  });

  it.each(['a@gmail.com', 'b@Yahoo.co.uk', 'c@t-online.de', 'd@hotmail.fr'])(
    'is nobody where the domain is a mail provider: %s',
    address => {
      expect(companyDomain(address)).toBeNull();
    },
  );

  it.each(['', 'nobody', '@host.example', 'a@', 'a@localhost', `a@${'x'.repeat(300)}.example`])(
    'is nobody where there is none: %j',
    address => {
      expect(companyDomain(address)).toBeNull();
    },
  );
});
