import { conversationKey } from './conversation-key.js';

const key = (header: string) => conversationKey(Buffer.from(header, 'latin1'), 'identity');

it('takes the first of References, which names the conversation', () => {
  expect(key('Subject: x\r\nReferences: <first@x>\r\n <second@x>\r\nMessage-ID: <own@x>\r\n\r\nbody')).toBe('first@x');
});

it('takes it from a folded line as well, in any case of letters and with any line end', () => {
  expect(key('REFERENCES:\r\n\t<first@x>\r\n\r\n')).toBe('first@x');
  expect(key('a: b\nreferences: <first@x>\n\n')).toBe('first@x');
  expect(key('a: b\rreferences : <first@x>\r\rbody')).toBe('first@x');
});

it('falls back to In-Reply-To, then to the Message-ID, then to the identity', () => {
  expect(key('In-Reply-To: Your mail <parent@x>\r\nMessage-ID: <own@x>\r\n\r\n')).toBe('parent@x');
  expect(key('References: \r\nMessage-ID: <own@x>\r\n\r\n')).toBe('own@x');
  expect(key('Message-Id: bare@x\r\n\r\n')).toBe('bare@x');
  expect(key('Subject: nothing\r\n\r\n')).toBe('identity');
});

it('gives an answer the key of the question', () => {
  const question = key('Message-ID: <q@x>\r\n\r\n');
  expect(key('In-Reply-To: <q@x>\r\nReferences: <q@x>\r\nMessage-ID: <a@x>\r\n\r\n')).toBe(question);
});

it('does not look into the body, nor at names that only end alike', () => {
  expect(key('Subject: x\r\n\r\nReferences: <body@x>\r\n')).toBe('identity');
  expect(key('X-References: <other@x>\r\nMessage-ID: <own@x>\r\n\r\n')).toBe('own@x');
});

it('keeps keys short, whatever the sender wrote', () => {
  expect(key(`Message-ID: <${'x'.repeat(9_000)}@x>\r\n\r\n`)).toMatch(/^[0-9a-f]{64}$/);
  expect(conversationKey(Buffer.alloc(0), 'identity')).toBe('identity');
});
