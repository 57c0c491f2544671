// Previews of samples through the API: what a file or a stored message would become with settings that are not saved, and that nothing is written.
import { ApiHouse } from './api.house.js';

let house: ApiHouse;
beforeAll(async () => {
  house = await ApiHouse.open();
}, 60_000);
afterAll(() => house?.close());

const mail = (head: string, text = 'It leaks all day.') =>
  `From: Anna <anna@example.org>\r\nTo: support@rail.test\r\nMessage-ID: <p${Math.random()}@example.org>\r\n${head}\r\n\r\n${text}\r\n`;
async function previewed(sample: string | { messageId: number }, over: object = {}) {
  const given =
    typeof sample === 'string' ? { fileName: 'a.eml', contentBase64: Buffer.from(sample).toString('base64') } : sample;
  const body = {
    ...{ channelId: null, kind: 'email', departmentId: house.departments.service },
    ...{ settings: { addresses: ['support@rail.test'] }, sample: given, ...over },
  };
  return house.ask('admin', 'POST', '/channel-previews', { body });
}
const counts = () =>
  house.rows(
    `SELECT (SELECT count(*) FROM message) m, (SELECT count(*) FROM ticket) t, (SELECT count(*) FROM entry) e, (SELECT count(*) FROM outbox) o`,
  );

describe('a preview', () => {
  it('shows the ticket that a mail would make, on whose rail and by when, and writes nothing', async () => {
    const before = await counts();
    const { status, body } = await previewed(mail('Subject: The pump'));
    expect([status, body.draftCount, body.suppressed, body.quarantined]).toEqual([200, 1, null, []]);
    expect(body.drafts[0]).toMatchObject({ subject: 'The pump', requester: { address: 'anna@example.org' } });
    expect(body.decision).toMatchObject({
      ...{ outcome: 'opened', department: { id: house.departments.service }, kind: { key: 'inquiry' }, rule: null },
      why: expect.arrayContaining(['Began a new conversation']),
    });
    expect(Date.parse(body.decision.dueAt)).toBeGreaterThan(Date.now());
    expect(await counts()).toEqual(before);
  });

  it('names the rule that decides, and why', async () => {
    const [rule] = await house.rows<{ id: number }>(
      `INSERT INTO routing_rule (department_id, position, name, conditions, effect)
       VALUES (NULL, 1, 'Pumps to engineering', '{"subject":["pump"]}', $1) RETURNING id`,
      [JSON.stringify({ departmentId: house.departments.engineering, priority: 'expedite' })],
    );
    await house.rows(
      `INSERT INTO routing_rule (department_id, position, name, conditions, effect) VALUES (NULL, 2, 'No news', '{"subject":["newsletter"]}', '{"suppress":true}')`,
    );
    const moved = await previewed(mail('Subject: The pump again'));
    expect(moved.body.decision).toMatchObject({
      ...{ outcome: 'opened', priority: 'expedite', department: { id: house.departments.engineering } },
      rule: { id: rule!.id, name: 'Pumps to engineering' },
      why: expect.arrayContaining([expect.stringContaining('by rule "Pumps to engineering"')]),
    });
    const left = await previewed(mail('Subject: Our newsletter'));
    expect(left.body.decision).toMatchObject({ outcome: 'suppressed', department: null, rule: { name: 'No news' } });
    await house.rows('DELETE FROM routing_rule');
  });

  it('finds the ticket that an answer would join, and holds a stranger', async () => {
    const { ticket } = await house.ticket('service');
    const answer = (from: string) => mail(`Subject: Re: Broken pump [#${ticket}]`).replace('anna@example.org', from);
    expect((await previewed(answer('customer@example.org'))).body.decision).toMatchObject({
      ...{ outcome: 'appended', ticketId: ticket, department: { id: house.departments.service } },
    });
    expect((await previewed(answer('stranger@example.net'))).body.decision.why).toEqual([
      expect.stringContaining(`[#${ticket}]`),
      expect.stringContaining('Held as unverified'),
    ]);
  });

  it('of a message that stands on the rail already takes it as it came, and not for its own duplicate', async () => {
    const { message } = await house.ticket('service', { subject: 'Broken pump' });
    const channelId = house.channels.service;
    const { body: samples } = await house.ask('admin', 'GET', `/channels/${channelId}/samples`);
    expect(samples[0]).toMatchObject({ id: message, from: 'Customer', subject: 'Broken pump', state: 'ticketed' });
    const { body } = await previewed({ messageId: message }, { channelId });
    expect(body.drafts[0].subject).toBe('Broken pump');
    expect(body.decision.outcome).toBe('opened');
    expect((await previewed({ messageId: message }, { channelId: house.channels.engineering })).status).toBe(404);
    expect((await previewed({ messageId: message })).status).toBe(404);
  });

  it('of an interchange whose sender nobody knows says that it would be held, and why', async () => {
    const edi =
      'ISA*00*          *00*          *ZZ*NOBODY         *ZZ*US             *260101*1200*U*00401*000000001*0*P*>~' +
      'GS*PO*NOBODY*US*20260101*1200*1*X*004010~ST*850*0001~BEG*00*SA*4711**20260101~PO1*1*5*EA*9.5**BP*A1~CTT*1~SE*5*0001~GE*1*1~IEA*1*000000001~';
    const { body } = await previewed(edi, { kind: 'edi', settings: { mail: {} } });
    expect(body).toMatchObject({
      drafts: [],
      decision: null,
      quarantined: [{ reason: expect.stringMatching(/^edi\./) }],
    });
  });

  it('reads a call of a log, an envelope and a form as their channels would', async () => {
    const phone = {
      ...{ country: 'DE', timeZone: 'Europe/Berlin', source: 'generic-csv', files: ['/var/log/calls.csv'] },
      ...{ columns: { startedAt: 'at', from: 'from', to: 'to', outcome: 'outcome' } },
      ours: { numbers: ['+4930555*'], extensions: [] },
    };
    const log = 'at,from,to,outcome\n2026-03-02T09:00:00Z,+4930111222,+49305550,missed\n';
    expect((await previewed(log, { kind: 'phone', settings: phone })).body.decision).toMatchObject({
      outcome: 'opened',
      why: [expect.stringContaining('missed call')],
    });
    const envelope = JSON.stringify({ version: 1, subject: 'Order 7', requester: { name: 'Shop' }, text: 'x' });
    const api = await previewed(envelope, { kind: 'api', settings: {} });
    expect(api.body).toMatchObject({ drafts: [{ subject: 'Order 7' }], decision: { outcome: 'opened' } });
    const form = await previewed('name=Anna&email=anna%40example.org&message=It+leaks', { kind: 'form', settings: {} });
    expect(form.body.drafts[0].requester).toMatchObject({ address: 'anna@example.org' });
  });

  it('refuses with the place what is no sample', async () => {
    expect((await previewed({ fileName: 'a', contentBase64: '§' } as never)).status).toBe(422);
    expect((await previewed({ messageId: 99999 }, { channelId: house.channels.service })).status).toBe(404);
    const settings = { addresses: ['no address'] };
    expect((await previewed(mail('Subject: x'), { settings })).body.errors[0].pointer).toBe('/settings/addresses/0');
    expect((await previewed(mail('Subject: x'), { departmentId: 99999 })).body.errors[0].pointer).toBe('/departmentId');
  });

  it('is for admins, as are the samples', async () => {
    const id = house.channels.service;
    expect((await house.ask('supervisor', 'GET', `/channels/${id}/samples`)).status).toBe(403);
    expect((await house.ask('admin', 'GET', '/channels/99999/samples')).status).toBe(404);
    expect((await house.ask('supervisor', 'POST', '/channel-previews', { body: {} })).status).toBe(403);
  });
});
