// Why something was left out, in words. Pure.

const RULES: Record<string, string> = {
  'form.honeypot': 'Spam: a field was filled in that nobody sees',
  'form.too-fast': 'Spam: filled in faster than people do',
  'form.no-page': 'Spam: not from the hosted page',
  'form.blocked': 'Spam: on the block list of the form',
  'discarded by a person': 'Put aside by a person',
  duplicate: 'The same message stands on a ticket',
  'copy-of-own-reply': 'A copy of our own reply',
  'phone.internal': 'Colleagues rang each other',
  'phone.no-call-back-needed': 'A call that somebody answered',
  'edi.acknowledgement': 'An acknowledgement of what we sent',
  'edi.repeated-interchange': 'An interchange that came before',
  'edi.passed-on': 'A mail whose EDI was passed on',
  tombstone: 'A record that says its key is gone',
};

/** Another one is a rule of the house, under the name that it was given. */
export const ruleWords = (rule: string): string => RULES[rule] ?? `Rule “${rule}”`;
