import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import {
  readOwnMessageId,
  readReplyToken,
  readStepToken,
  signMessageId,
  signReplyAddress,
  signStepAddress,
} from './message-id.js';

const key = randomBytes(32);
const largest = 999_999_999_999;
const ids = fc.integer({ min: 1, max: largest });

it('reads back every Message-ID that it signed, with brackets or without, in any case of letters', () => {
  fc.assert(
    fc.property(ids, ids, (ticketId, entryId) => {
      const id = signMessageId({ ticketId, entryId }, key, 'Mail.Example.com');
      for (const spelling of [id, id.slice(1, -1), id.toUpperCase(), ` ${id} `]) {
        expect(readOwnMessageId(spelling, [key])).toEqual({ ticketId, entryId });
      }
    }),
  );
});

it('keeps the local part below 64 characters, and makes each id new', () => {
  const of = { ticketId: largest, entryId: largest };
  const id = signMessageId(of, key, 'example.com');
  expect(id.slice(1, id.indexOf('@')).length).toBeLessThan(64);
  expect(signMessageId(of, key, 'example.com')).not.toBe(id);
});

it('takes no id with one character changed', () => {
  const id = signMessageId({ ticketId: 123, entryId: 45 }, key, 'example.com');
  for (let at = 0; at < id.length; at += 1) {
    for (const letter of ['a', '2', 'x']) {
      const forged = id.slice(0, at) + letter + id.slice(at + 1);
      if (forged !== id)
        expect(readOwnMessageId(forged, [key])?.ticketId ?? 'forged').not.toBe(letter === 'x' ? 0 : 124);
      if (forged !== id && at > 0 && at < id.length - 1) expect(readOwnMessageId(forged, [key])).toBeNull();
    }
  }
});

it('takes ids of an earlier key after a rotation, but of no other', () => {
  const id = signMessageId({ ticketId: 1, entryId: 2 }, key, 'example.com');
  const newer = randomBytes(32);
  expect(readOwnMessageId(id, [newer, key])).toEqual({ ticketId: 1, entryId: 2 });
  expect(readOwnMessageId(id, [newer])).toBeNull();
  expect(readOwnMessageId(id, [])).toBeNull();
});

it('says null, never throws, for what strangers write', () => {
  for (const id of [
    '',
    '<>',
    '<t1.e2@x>',
    '<t0.e0.aaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaa@x>',
    '\u0000',
    '<'.repeat(9_000),
  ]) {
    expect(readOwnMessageId(id, [key])).toBeNull();
    expect(readReplyToken(id, [key])).toBeNull();
  }
});

it('reads back a signed reply address, also where a server changed its case', () => {
  const address = signReplyAddress('Support@Example.com', 4711, key);
  expect(address).toMatch(/^support\+t4711-[a-z2-7]{26}@example\.com$/);
  expect(readReplyToken(address, [key])).toEqual({ ticketId: 4711, address: 'support@example.com' });
  expect(readReplyToken(address.toUpperCase(), [key])?.ticketId).toBe(4711);
});

it('binds the reply token to its address and ticket', () => {
  const address = signReplyAddress('support@example.com', 4711, key);
  expect(readReplyToken(address.replace('4711', '4712'), [key])).toBeNull();
  expect(readReplyToken(address.replace('support', 'sales'), [key])).toBeNull();
  expect(readReplyToken('support@example.com', [key])).toBeNull();
});

it('refuses what would not fit or not protect', () => {
  expect(() => signReplyAddress(`${'long'.repeat(12)}@example.com`, 1, key)).toThrow(RangeError);
  expect(() => signMessageId({ ticketId: 0, entryId: 1 }, key, 'example.com')).toThrow(RangeError);
  expect(() => signMessageId({ ticketId: 1, entryId: 1 }, Buffer.alloc(8), 'example.com')).toThrow(/16 bytes/);
  expect(() => signMessageId({ ticketId: 1, entryId: 1 }, key, 'a\r\nBcc: x')).toThrow(RangeError);
});

it('reads back a signed step address, and takes it for no reply address, nor the other way round', () => {
  const step = signStepAddress('Engineering@Example.com', 45, key);
  expect(step).toMatch(/^engineering\+h45-[a-z2-7]{26}@example\.com$/);
  expect(readStepToken(step.toUpperCase(), [randomBytes(32), key])).toEqual({
    askId: 45,
    address: 'engineering@example.com',
  });
  const reply = signReplyAddress('engineering@example.com', 45, key);
  for (const forged of [step.replace('+h', '+t'), step.replace('h45', 'h46'), step.replace('engineering', 'sales')]) {
    expect(readStepToken(forged, [key])).toBeNull();
    expect(readReplyToken(forged, [key])).toBeNull();
  }
  expect([readStepToken(reply, [key]), readStepToken(reply.replace('+t', '+h'), [key])]).toEqual([null, null]);
  expect(readStepToken(step, [randomBytes(32)])).toBeNull();
});
