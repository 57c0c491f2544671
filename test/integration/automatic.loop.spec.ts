// Two of our own instances, each with a company and a database of its own, face each other: what the one sends by itself is handed to the other, a thousand
// times, with the bytes as they are. Nobody hears a machine twice.
import { jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { audit } from '#store';
import { MailThings } from './mail.things.js';

const MAILS = 1_000;
const ADDRESSES = 40;

const north = await MailThings.open('north.example', {}, 5);
const south = await MailThings.open('south.example', { plusAddressing: true }, 6);
afterAll(async () => {
  await north.close();
  await south.close();
});

/** A person of the other house, whose mail program says nothing of what it is; some of it was made by a machine that does not say so either. */
const letter = (from: MailThings, to: MailThings, i: number): Buffer =>
  Buffer.from(
    [
      `From: Person ${i % ADDRESSES} <person${i % ADDRESSES}@desk.${from.domain}>`,
      `To: support@${to.domain}`,
      `Subject: Matter ${i} of ${from.domain}`,
      `Message-ID: <${i}.${from.domain}@desk.${from.domain}>`,
      '',
      `Matter number ${i}.`,
    ].join('\r\n'),
  );

/** What waits to leave a house goes to the other as it is; returns how much. Whoever it is for, the other house's mailbox gets it. */
async function handOver(from: MailThings, to: MailThings, already: Set<string>): Promise<number> {
  const news = (await from.sent()).filter(mail => !already.has(mail.bytes.toString('latin1')));
  for (const mail of news) already.add(mail.bytes.toString('latin1'));
  if (news.length > 0) await to.raw(news.map(mail => ({ raw: mail.bytes, mailFrom: mail.from })));
  return news.length;
}

const answersPerAddress = async (house: MailThings): Promise<number[]> => {
  const counts = new Map<string, number>();
  for (const { address } of await house.sent()) counts.set(address, (counts.get(address) ?? 0) + 1);
  return [...counts.values()];
};

// Thousands of mails through two houses: longer than a test has by itself on a small machine.
jest.setTimeout(240_000);

it('a thousand mails both ways end in at most one answer for each address, and in no answer to an answer', async () => {
  const handed = { north: new Set<string>(), south: new Set<string>() };
  for (let i = 0; i < MAILS; i += 100) {
    const lot = Array.from({ length: 100 }, (_, n) => i + n);
    await south.raw(
      lot.map(n => ({ raw: letter(north, south, n), mailFrom: `person${n % ADDRESSES}@desk.north.example` })),
    );
    await north.raw(
      lot.map(n => ({ raw: letter(south, north, n), mailFrom: `person${n % ADDRESSES}@desk.south.example` })),
    );
    await Promise.all([north.acknowledge(), south.acknowledge(), north.instance()(), south.instance()()]);
    await handOver(north, south, handed.north);
    await handOver(south, north, handed.south);
  }
  // Until both are still: what was handed over last may have made something to send.
  for (let turn = 0; turn < 5; turn++) {
    await Promise.all([north.acknowledge(), south.acknowledge()]);
    await handOver(north, south, handed.north);
    await handOver(south, north, handed.south);
  }
  for (const house of [north, south]) {
    const answers = await answersPerAddress(house);
    expect(answers).toHaveLength(ADDRESSES);
    expect(Math.max(...answers)).toBe(1);
    const { channels, findings } = await audit(house.database);
    expect(findings).toEqual([]);
    expect(channels[0]).toMatchObject({ accepted: MAILS + ADDRESSES, pending: 0, quarantined: 0, balanced: true });
  }
});

it('two mailboxes that write to each other by themselves end after one mail', async () => {
  const seed = (house: MailThings, other: MailThings) =>
    house.raw([
      {
        raw: Buffer.from(
          `From: support@${other.domain}\r\nTo: support@${house.domain}\r\nSubject: Begin\r\nMessage-ID: <begin@third.example>\r\n\r\nBegin.`,
        ),
        mailFrom: `support@${other.domain}`,
      },
    ]);
  await seed(north, south);
  const sent = new Set((await north.sent()).map(mail => mail.bytes.toString('latin1')));
  const back = new Set((await south.sent()).map(mail => mail.bytes.toString('latin1')));
  let passed = 0;
  for (let turn = 0; turn < 10; turn++) {
    await Promise.all([north.acknowledge(), south.acknowledge()]);
    passed += (await handOver(north, south, sent)) + (await handOver(south, north, back));
  }
  expect(passed).toBe(1);
  const [answer] = (await north.sent()).filter(mail => mail.address === 'support@south.example');
  expect((await simpleParser(answer!.bytes)).headers.get('auto-submitted')).toBe('auto-replied');
});

it('a machine that strips every mark from what we send, and answers it anew, hears us once', async () => {
  const before = (await north.sent()).length;
  for (let turn = 0; turn < 20; turn++) {
    await north.raw([
      {
        raw: Buffer.from(
          `From: robot@loop.example\r\nTo: support@north.example\r\nSubject: Thank you ${turn}\r\n\r\nWe have your mail ${turn}.`,
        ),
        mailFrom: 'robot@loop.example',
      },
    ]);
    await north.acknowledge();
  }
  expect((await north.sent()).length - before).toBe(1);
});
