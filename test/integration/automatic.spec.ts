// Automatic mail on a real database: reports are joined to what they report on, nobody is answered who is no person, and loops end by themselves.
import { simpleParser } from 'mailparser';
import {
  AUTOMATIC_LIMITS,
  audit,
  clearUndeliverable,
  Database,
  forgetTurns,
  takeAutomaticTurn,
  undeliverableAmong,
} from '#store';
import { MailThings } from './mail.things.js';

const ADA = 'ada@client.example';
const BO = 'bo@client.example';
let house: MailThings;
beforeEach(async () => {
  house = await MailThings.open();
});
afterEach(() => house.close());

const undeliverable = (...addresses: string[]) => undeliverableAmong(house.database, addresses);
const stateOf = async (id: number) => (await house.now(id)).ticket.state;
const ledger = async (id: number) =>
  (
    await house.rows<{ state: string; reason: string | null; detail: string | null }>(
      'SELECT state, reason, detail FROM message WHERE id = $1',
      [id],
    )
  )[0]!;

describe('a bounce', () => {
  it('stands on the ticket of the mail that it reports, and at that mail, and marks an address that does not exist', async () => {
    const ticket = await house.ticket();
    const mail = await house.reply(ticket, [ADA], 'waiting');
    await house.bounce(mail, [[ADA, 'failed', '5.1.1']]);
    const { entries, last } = await house.now(ticket);
    expect(last).toMatchObject({
      type: 'delivery',
      held: false,
      detail: {
        automatic: {
          reports: [{ recipient: ADA, status: '5.1.1', action: 'failed', diagnostic: '550 5.1.1 said the server' }],
        },
      },
    });
    expect(entries.find(entry => entry.type === 'reply')!.delivery!.recipients[0]).toMatchObject({
      address: ADA,
      state: 'sent',
      report: { action: 'failed', status: '5.1.1', diagnostic: '550 5.1.1 said the server' },
    });
    expect(await undeliverable(ADA)).toMatchObject([{ address: ADA, status: '5.1.1' }]);
    expect(await stateOf(ticket)).toBe('waiting');
    expect(await house.acknowledge()).toBe(0);
    expect((await audit(house.database)).findings).toEqual([]);
  });

  it('tells each of many recipients apart, by the address that we wrote to where a forwarding changed it', async () => {
    const ticket = await house.ticket();
    const mail = await house.reply(ticket, [ADA, BO, 'cy@client.example']);
    await house.bounce(mail, [
      ['b.hart@old.example', 'failed', '5.1.1', BO],
      [ADA, 'failed', '5.2.2'],
    ]);
    const { entries } = await house.now(ticket);
    const [ada, bo, cy] = entries.find(entry => entry.type === 'reply')!.delivery!.recipients;
    expect([ada!.report?.status, bo!.report?.status, cy!.report]).toEqual(['5.2.2', '5.1.1', null]);
    expect((await undeliverable(ADA, BO)).map(one => one.address)).toEqual([BO]);
  });

  it('that is only a delay changes nothing but the timeline', async () => {
    const ticket = await house.ticket();
    const mail = await house.reply(ticket, [ADA], 'done');
    await house.bounce(mail, [[ADA, 'delayed', '4.4.1']]);
    expect((await house.now(ticket)).last.type).toBe('delivery');
    expect(await stateOf(ticket)).toBe('done');
    expect(await undeliverable(ADA)).toEqual([]);
  });

  it('about a mail that stands nowhere here opens nothing, is counted by name, and is answered by nobody', async () => {
    const message = await house.bounce('<x@elsewhere.example>', [['who@elsewhere.example', 'failed', '5.1.1']]);
    expect(await ledger(message)).toMatchObject({
      state: 'suppressed',
      reason: 'bounce-without-ticket',
      detail: 'who@elsewhere.example failed 5.1.1, on a mail that no ticket knows',
    });
    expect(await house.rows('SELECT id FROM ticket')).toEqual([]);
    expect(await house.acknowledge()).toBe(0);
    expect((await audit(house.database)).channels[0]).toMatchObject({ suppressed: 1, balanced: true });
  });

  it('without a Message-ID is joined by the number in the subject of what it reports, where it names somebody there', async () => {
    const ticket = await house.ticket();
    await house.reply(ticket, [ADA]);
    const old = (recipient: string) =>
      house.mail({
        from: 'postmaster@client.example',
        mailFrom: '',
        subject: 'DELIVERY FAILURE',
        body: `Your message\r\n\r\n  Subject: Re: A question [#${ticket}]\r\n\r\nwas not delivered to:\r\n\r\n  ${recipient}\r\n\r\nbecause:\r\n\r\n  550 5.1.1 User unknown`,
      });
    expect((await ledger(await old('nobody@client.example'))).reason).toBe('bounce-without-ticket');
    expect((await ledger(await old(ADA))).state).toBe('appended');
    expect((await house.now(ticket)).last).toMatchObject({
      type: 'delivery',
      why: `reports on a mail with [#${ticket}] in its subject`,
    });
    expect(await undeliverable(ADA)).toHaveLength(1);
  });

  it('that somebody made up marks no address that we did not write to', async () => {
    const ticket = await house.ticket();
    const mail = await house.reply(ticket, [ADA]);
    await house.bounce(mail, [[BO, 'failed', '5.1.1']]);
    expect(await undeliverable(ADA, BO)).toEqual([]);
    const forged = mail.replace(/\.[a-z2-7]{26}@/, `.${'a'.repeat(26)}@`);
    expect(await ledger(await house.bounce(forged, [[ADA, 'failed', '5.1.1']]))).toMatchObject({ state: 'suppressed' });
    expect(await undeliverable(ADA)).toEqual([]);
  });

  it('is forgotten when a mail comes from the address, or when a person says so', async () => {
    const ticket = await house.ticket();
    const mail = await house.reply(ticket, [ADA, BO]);
    await house.bounce(mail, [
      [ADA, 'failed', '5.1.1'],
      [BO, 'failed', '5.1.1'],
    ]);
    await house.mail({ subject: 'I am back' });
    expect((await undeliverable(ADA, BO)).map(one => one.address)).toEqual([BO]);
    const clear = async (address: string) => {
      const { ticket: now } = await house.now(ticket);
      const request = { ticketId: ticket, expectedVersion: now.version, actor: house.ann, now: new Date(), address };
      return house.database.transaction(tx => clearUndeliverable(tx, request));
    };
    expect(await clear(BO)).toMatchObject({ outcome: 'changed' });
    expect(await undeliverable(BO)).toEqual([]);
    expect(await clear(BO)).toMatchObject({ outcome: 'refused', code: 'TICKET.ADDRESS_REACHED' });
    expect((await house.now(ticket)).last.text).toBe(`Mail to ${BO} may go again`);
  });
});

describe('a machine that writes', () => {
  it.each(['waiting', 'done'] as const)('its out-of-office stands on a %s ticket and leaves it there', async state => {
    const ticket = await house.ticket();
    const mail = await house.reply(ticket, [ADA], state);
    await house.mail({
      subject: 'Automatic reply: A question',
      headers: [`In-Reply-To: ${mail}`, 'Auto-Submitted: auto-replied'],
    });
    const { last, ticket: now } = await house.now(ticket);
    expect(last).toMatchObject({
      type: 'message',
      held: false,
      splitHint: false,
      detail: { automatic: { isAutoReply: true } },
    });
    expect([now.state, now.hasUnreadAnswer]).toEqual([state, false]);
  });

  it('its complaint is shown on the ticket of the mail, and answered by nobody', async () => {
    const ticket = await house.ticket();
    const mail = await house.reply(ticket, [ADA], 'done');
    await house.mail({
      from: 'feedback@isp.example',
      subject: 'Abuse report',
      headers: ['MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=feedback-report; boundary=b'],
      body: `--b\n\nA complaint.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: ${mail}\nSubject: x\n\nx\n--b--`,
    });
    const { last, ticket: now } = await house.now(ticket);
    expect(last).toMatchObject({ type: 'delivery', held: false, detail: { automatic: { isComplaint: true } } });
    expect(now.state).toBe('done');
    expect(await house.acknowledge()).toBe(0);
  });

  it.each([
    ['says so', ['Auto-Submitted: auto-generated']],
    ['asks for no answer', ['X-Auto-Response-Suppress: All']],
    ['writes to many', ['Precedence: bulk']],
    ['writes to a list', ['List-Unsubscribe: <https://list.example/u>']],
    ['warns of a loop', ['X-Loop: support@rail.test']],
    ['sends back a Message-ID of ours', ['Message-ID: <made-here@rail.test>']],
  ])('is not answered where it %s', async (_, headers) => {
    await house.mail({ headers });
    expect(await house.acknowledge()).toBe(0);
    expect(await house.sent()).toEqual([]);
  });

  it('is not answered where its reverse-path is empty', async () => {
    await house.mail({ mailFrom: '' });
    expect(await house.acknowledge()).toBe(0);
  });
});

describe('what comes from outside', () => {
  it('commands nothing by its headers', async () => {
    const ticket = await house.ticket({ subject: 'Plain' });
    const commanded = await house.ticket({
      subject: 'Commanded',
      headers: [
        `X-Ticket-Rail-Ticket: ${ticket}`,
        'X-Rail-State: done',
        'X-OTRS-Priority: 5',
        'X-Zammad-Ticket-Id: 1',
        'X-Priority: 1',
        'Importance: high',
        'X-Rail-Agent: Ann',
      ],
    });
    expect(commanded).not.toBe(ticket);
    const [plain, other] = [(await house.now(ticket)).ticket, (await house.now(commanded)).ticket];
    const facts = ({ state, kind, priority, business, minutesAllowed, departmentId }: typeof plain) => ({
      state,
      kind,
      priority,
      business,
      minutesAllowed,
      departmentId,
    });
    expect(facts(other)).toEqual(facts(plain));
  });

  it('is never a reply of ours, whatever it says in From', async () => {
    const ticket = await house.ticket();
    const mail = await house.reply(ticket, [ADA], 'done');
    const before = await house.sent();
    for (const to of [ADA, 'support@rail.test'])
      await house.mail({
        from: 'Ann <ann@rail.test>',
        to,
        subject: `Re: A question [#${ticket}]`,
        headers: [`In-Reply-To: ${mail}`],
      });
    const { entries } = await house.now(ticket);
    expect(entries.filter(entry => entry.type === 'reply')).toHaveLength(1);
    expect(entries.slice(-2).map(entry => [entry.type === 'reply', entry.authorUserId, entry.outboundId])).toEqual([
      [false, null, null],
      [false, null, null],
    ]);
    expect(await house.sent()).toEqual(before);
  });

  it('finds no ticket by a Message-ID that it made up', async () => {
    const ticket = await house.ticket();
    const mail = await house.reply(ticket, [ADA]);
    const forged = mail.replace(`<t${ticket}.`, `<t${ticket + 1}.`).replace(/\.e\d+\./, '.e1.');
    const message = await house.mail({ from: 'mallory@evil.example', headers: [`In-Reply-To: ${forged}`] });
    expect((await ledger(message)).state).toBe('ticketed');
  });
});

describe('an acknowledgement', () => {
  it('says no word of the sender: neither name nor subject nor anything in the mail', async () => {
    await house.mail({
      from: '"CHEAP PILLS at evil.example" <victim@elsewhere.example>',
      subject: 'CHEAP PILLS',
      body: 'CHEAP PILLS',
    });
    expect(await house.acknowledge()).toBe(1);
    const [mail] = await house.sent();
    const read = await simpleParser(mail!.bytes);
    expect(mail!.bytes.toString()).not.toMatch(/pills|evil/i);
    expect(read.subject).toBe(`Re: Your message [#${mail!.ticketId}]`);
    expect(read.text).toContain(`#${mail!.ticketId}`);
  });

  it('that the customer answers is the same conversation, without a hint at a split', async () => {
    const ticket = await house.ticket();
    await house.acknowledge();
    const [mail] = await house.sent();
    const { messageId, subject } = await simpleParser(mail!.bytes);
    await house.mail({ subject: subject!, headers: [`In-Reply-To: ${messageId}`] });
    expect((await house.now(ticket)).last).toMatchObject({ held: false, splitHint: false });
  });
});

describe('turns of a machine', () => {
  it('are five an hour for one address, counted together by two instances at once', async () => {
    const other = await Database.open({ url: house.url, poolSize: 8 });
    try {
      const turn = (on: Database, address: string, at = house.clock) =>
        on.transaction(tx => takeAutomaticTurn(tx, address, at));
      const turns = await Promise.all(
        Array.from({ length: 20 }, (_, i) => turn(i % 2 ? other : house.database, i % 3 ? ADA : ADA.toUpperCase())),
      );
      expect(turns.filter(one => one === 'taken')).toHaveLength(AUTOMATIC_LIMITS.perAddress);
      expect(turns.filter(one => one === 'loop')).toHaveLength(20 - AUTOMATIC_LIMITS.perAddress);
      expect(await turn(other, BO)).toBe('taken');
      const later = new Date(house.clock.getTime() + 61 * 60_000);
      expect(await turn(house.database, ADA, later)).toBe('taken');
    } finally {
      await other.close();
    }
  });

  it('end for the whole house where an hour’s are used up, and what nobody counts any more is forgotten', async () => {
    await house.rows(
      `INSERT INTO automatic_mail (address_key, at) SELECT sha256(n::text::bytea), $1 FROM generate_series(1, $2) n`,
      [house.clock, AUTOMATIC_LIMITS.perHouse],
    );
    await house.mail();
    expect(await house.acknowledge()).toBe(0);
    expect(house.warnings.join()).toContain('as many went out in an hour as may');
    expect(await house.sent()).toEqual([]);
    await house.rows(`UPDATE automatic_mail SET at = now() - interval '2 hours'`);
    await forgetTurns(house.database);
    expect(await house.rows('SELECT 1 FROM automatic_mail')).toEqual([]);
  });
});
