import type { BusEvent } from './bus.js';
import { fromWire, toStructured, toWire } from './cloud.event.js';

const event: BusEvent<'ticket.moved'> = {
  id: '0b6c1f4e-3f43-4c5e-9d0b-7c1a52a3e0aa',
  topic: 'rail.tickets',
  key: '4711',
  seq: 12,
  type: 'ticket.moved',
  payload: { ticketId: 4711, departmentId: 2, fromDepartmentId: 1, version: 9 },
  at: new Date('2026-03-01T08:12:00.123Z'),
  position: 90_001,
};

describe('an event on the wire', () => {
  it('is a CloudEvent in binary mode', () => {
    expect(toWire(event)).toEqual({
      key: '4711',
      headers: {
        ce_specversion: '1.0',
        ce_id: event.id,
        ce_source: '/ticket-rail',
        ce_type: 'org.ticketrail.ticket.moved.v1',
        ce_subject: '4711',
        ce_time: '2026-03-01T08:12:00.123Z',
        ce_sequence: '0000000012',
        ce_position: '90001',
        'content-type': 'application/json',
      },
      value: '{"ticketId":4711,"departmentId":2,"fromDepartmentId":1,"version":9}',
    });
  });

  it('comes back as it went', () => {
    expect(fromWire('rail.tickets', toWire(event))).toEqual(event);
  });

  it('has no sequence where the key is no ticket, and any key is fit for a header', () => {
    const wire = toWire({ ...event, seq: 0, key: 'ä\r\nce_id: x\ud800' });
    expect(wire.headers).not.toHaveProperty('ce_sequence');
    expect(wire.headers.ce_subject).toMatch(/^[\x21-\x7e]+$/);
  });

  it.each([
    ['no id', { ce_id: '' }, '{}', /lacks ce_id/],
    ['an id that is no UUID', { ce_id: 'x' }, '{}', /no UUID/],
    ['another version of CloudEvents', { ce_specversion: '0.3' }, '{}', /0\.3/],
    ['a time that is none', { ce_time: 'soon' }, '{}', /ce_time/],
    ['a position that is none', { ce_position: '1e99' }, '{}', /ce_position/],
    ['a value that is no JSON', {}, '{"a":', /no JSON/],
  ])('is refused with %s', (_what, headers, value, message) => {
    const wire = toWire(event);
    expect(() => fromWire('rail.tickets', { ...wire, value, headers: { ...wire.headers, ...headers } })).toThrow(
      message,
    );
  });

  it('keeps the name of a type that is not ours, which no handler is given', () => {
    const wire = toWire(event);
    wire.headers.ce_type = 'com.example.something.v1';
    expect(fromWire('rail.tickets', wire).type).toBe('com.example.something.v1');
  });
});

describe('an event as one JSON object', () => {
  it('is a CloudEvent in structured mode, with the data that it is given', () => {
    const { id, type, at, seq } = event;
    expect(toStructured({ id, type, at, seq, subject: '4711' }, { ticketId: 4711 })).toEqual({
      specversion: '1.0',
      id,
      source: '/ticket-rail',
      type: 'org.ticketrail.ticket.moved.v1',
      subject: '4711',
      time: '2026-03-01T08:12:00.123Z',
      sequence: '0000000012',
      datacontenttype: 'application/json',
      data: { ticketId: 4711 },
    });
  });
});
