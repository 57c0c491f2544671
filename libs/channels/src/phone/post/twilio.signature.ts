// Who says that he is Twilio. `X-Twilio-Signature` is the base64 of HMAC-SHA1, keyed by the account's token, over the address as Twilio was given it and
// each parameter's name and value, sorted by name (twilio.com/docs/usage/security). SHA-1 is theirs to choose; as an HMAC it is not broken.
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface TwilioPost {
  url: string;
  form: URLSearchParams;
  signature: string;
}

/** Compared in constant time; the port may stand in the address or not, as Twilio's own libraries take it. */
export function isFromTwilio({ url, form, signature }: TwilioPost, token: string): boolean {
  if (token === '') return false;
  return withAndWithoutPort(url)
    .map(address => isEqual(signature, twilioSignature(address, form, token)))
    .includes(true);
}

export function twilioSignature(url: string, form: URLSearchParams, token: string): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of form) values.set(name, (values.get(name) ?? new Set()).add(value));
  const parameters = [...values]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, all]) =>
      [...all]
        .sort()
        .map(value => name + value)
        .join(''),
    );
  return createHmac('sha1', token)
    .update(url + parameters.join(''), 'utf8')
    .digest('base64');
}

function withAndWithoutPort(text: string): string[] {
  const parts = /^(https?):\/\/([^/?#:]+|\[[^\]]+\])(:\d+)?(.*)$/is.exec(text);
  if (!parts) return [text];
  const [, scheme = '', host = '', port, rest = ''] = parts;
  const usual = scheme.toLowerCase() === 'https' ? ':443' : ':80';
  return [...new Set([text, `${scheme}://${host}${port ?? usual}${rest}`, `${scheme}://${host}${rest}`])];
}

/** Texts of another length are unequal at once: the length is no secret. */
export function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
