// The company that an address belongs to, by its domain. Pure. Customers of one mail provider have nothing in common, so such domains are nobody's.

/** Mail providers of private people; endings count as well: mail.provider.example. */
const PROVIDERS: ReadonlySet<string> = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'msn.com',
  'yahoo.com',
  'ymail.com',
  'aol.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'proton.me',
  'protonmail.com',
  'gmx.de',
  'gmx.net',
  'gmx.at',
  'gmx.ch',
  'web.de',
  't-online.de',
  'freenet.de',
  'posteo.de',
  'mailbox.org',
  'orange.fr',
  'free.fr',
  'laposte.net',
  'wanadoo.fr',
  'sfr.fr',
  'libero.it',
  'virgilio.it',
  'tiscali.it',
  'wp.pl',
  'o2.pl',
  'onet.pl',
  'interia.pl',
  'seznam.cz',
  'bluewin.ch',
  'ziggo.nl',
  'kpnmail.nl',
  'telenet.be',
  'skynet.be',
  'btinternet.com',
  'sky.com',
  'comcast.net',
  'verizon.net',
  'mail.ru',
  'yandex.ru',
  'yandex.com',
  'qq.com',
  '163.com',
  '126.com',
  'naver.com',
  'daum.net',
  'rediffmail.com',
  'uol.com.br',
  'terra.com.br',
  'bol.com.br',
  'fastmail.com',
  'hey.com',
  'zoho.com',
  'mail.com',
]);
/** yahoo.co.uk, hotmail.fr, live.nl … */
const FAMILIES = /^(?:yahoo|hotmail|outlook|live|gmx)\.[a-z.]{2,7}$/;

/** Lower case; null where the address has none, or its domain is a provider's. */
export function companyDomain(address: string): string | null {
  const at = address.lastIndexOf('@');
  const domain = address
    .slice(at + 1)
    .trim()
    .toLowerCase();
  if (at < 1 || domain.length > 253 || !/^[\p{L}\p{N}.-]+\.[\p{L}\p{N}-]{2,}$/u.test(domain)) return null;
  return PROVIDERS.has(domain) || FAMILIES.test(domain) ? null : domain;
}
