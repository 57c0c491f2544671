import fc from 'fast-check';
import { TICKET_EVENTS } from '#events';
import type { HandoffFacts } from '#store';
import { bodyOf, type TicketEvent, wants } from './webhook.body.js';

const event = (over: Partial<TicketEvent> = {}): TicketEvent => ({
  id: '0b6c1f4e-3f43-4c5e-9d0b-7c1a52a3e0aa',
  topic: 'rail.tickets',
  key: '4711',
  seq: 12,
  type: 'handoff.offered',
  payload: { ticketId: 4711, departmentId: 2, version: 9, entryId: 5, handoffId: 7, side: 'receiver' },
  at: new Date('2026-03-01T08:12:00.123Z'),
  position: 90_001,
  ...over,
});
const facts: HandoffFacts = {
  id: 7,
  version: 3,
  state: 'offered',
  contract: 'design-request',
  contractVersion: 2,
  title: 'Design request',
  kind: 'design-request',
  fromDepartment: 'Customer service',
  toDepartment: 'Engineering',
  acceptanceCriteria: ['The drawing is there'],
  fields: { flowRate: 12 },
  result: null,
  returned: null,
  cancelReason: null,
  dueAt: new Date('2026-03-02T08:00:00Z'),
};

describe('a webhook', () => {
  const all = { id: 1, departmentId: null, events: [] };

  it('hears every event where it names no department and no events', () => {
    for (const type of TICKET_EVENTS) expect(wants(all, event({ type } as Partial<TicketEvent>))).toBe(true);
  });

  it('hears of its department only', () => {
    expect(wants({ ...all, departmentId: 2 }, event())).toBe(true);
    expect(wants({ ...all, departmentId: 3 }, event())).toBe(false);
  });

  it('hears of a ticket that leaves its department', () => {
    const moved = event({
      type: 'ticket.moved',
      payload: { ticketId: 1, departmentId: 2, fromDepartmentId: 3, version: 2 },
    });
    expect(wants({ ...all, departmentId: 3 }, moved)).toBe(true);
    expect(wants({ ...all, departmentId: 4 }, moved)).toBe(false);
  });

  it('hears of the events that it names only', () => {
    expect(wants({ ...all, events: ['handoff.offered'] }, event())).toBe(true);
    expect(wants({ ...all, events: ['handoff.returned', 'ticket.done'] }, event())).toBe(false);
  });
});

describe('what a webhook is told', () => {
  it('is a CloudEvent with ids', () => {
    const { ticketId, departmentId, version } = event().payload;
    const body = bodyOf(event({ type: 'ticket.done', payload: { ticketId, departmentId, version } }), undefined);
    expect(JSON.parse(JSON.stringify(body))).toEqual({
      specversion: '1.0',
      id: '0b6c1f4e-3f43-4c5e-9d0b-7c1a52a3e0aa',
      source: '/ticket-rail',
      type: 'org.ticketrail.ticket.done.v1',
      subject: '4711',
      time: '2026-03-01T08:12:00.123Z',
      sequence: '0000000012',
      datacontenttype: 'application/json',
      data: { ticketId: 4711, departmentId: 2, version: 9 },
    });
  });

  it('has the facts of the handoff that the event is about', () => {
    expect(bodyOf(event(), facts).data).toEqual({
      ticketId: 4711,
      departmentId: 2,
      version: 9,
      entryId: 5,
      handoffId: 7,
      side: 'receiver',
      handoff: facts,
    });
  });

  it('leaves out what newer builds add to an event until somebody has thought about it', () => {
    const payload = { ...event().payload, subject: 'Words of a customer' };
    expect(JSON.stringify(bodyOf(event({ payload }), undefined))).not.toContain('customer');
  });

  it('stays under 900 kB whatever was filled in, and names what it leaves out', () => {
    const large = fc.integer({ min: 0, max: 900_000 }).map(length => ({ text: 'ü'.repeat(length / 2) }));
    fc.assert(
      fc.property(large, large, (fields, result) => {
        const returned = { reason: 'incomplete', note: fields.text, faults: [] };
        const body = bodyOf(event(), { ...facts, fields, result, returned });
        expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(900_000);
        const { handoff } = body.data as { handoff: HandoffFacts & { leftOut?: string[] } };
        expect(handoff.fields === null).toBe(handoff.leftOut?.includes('fields') ?? false);
        expect(handoff.result === null).toBe(handoff.leftOut?.includes('result') ?? false);
      }),
      { numRuns: 40 },
    );
  });
});
