import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { cloudEventType, toWire } from '../cloud.event.js';
import { EVENTS, type EventType, problemOf, TOPICS } from './event.registry.js';

interface AsyncApi {
  channels: Record<string, { address: string; messages: Record<string, { $ref: string }> }>;
  components: {
    messages: Record<string, { name: string; payload: { $ref: string }; headers: { $ref: string } }>;
    schemas: Record<string, { required: string[]; properties: Record<string, object> }>;
  };
}
const document = parse(readFileSync('docs/asyncapi.yaml', 'utf8')) as AsyncApi;
const types = Object.keys(EVENTS) as EventType[];
const schemaAt = (ref: string) => document.components.schemas[ref.replace('#/components/schemas/', '')]!;

describe('docs/asyncapi.yaml', () => {
  it('names every type of event, with its CloudEvents type, and no other', () => {
    const described = Object.entries(document.components.messages).map(([type, { name }]) => [type, name]);
    expect(described.sort()).toEqual(types.map(type => [type, cloudEventType(type)]).sort());
  });

  it('puts each type on the topics that the registry allows', () => {
    const described = Object.values(document.channels).flatMap(({ address, messages }) =>
      Object.keys(messages).map(type => `${address} ${type}`),
    );
    expect(
      Object.values(document.channels)
        .map(channel => channel.address)
        .sort(),
    ).toEqual([...TOPICS].sort());
    expect(described.sort()).toEqual(
      types.flatMap(type => EVENTS[type].topics.map(topic => `${topic} ${type}`)).sort(),
    );
  });

  it.each(types)('describes the payload of %s as its schema has it', type => {
    const schema = z.toJSONSchema(EVENTS[type].payload) as {
      required: string[];
      properties: Record<string, { type: string }>;
    };
    const described = schemaAt(document.components.messages[type]!.payload.$ref);
    expect([...described.required].sort()).toEqual([...schema.required].sort());
    const shape = (properties: Record<string, object>) =>
      Object.entries(properties)
        .map(([name, value]) => [name, (value as { type: string }).type])
        .sort();
    expect(shape(described.properties)).toEqual(shape(schema.properties));
  });

  it('describes exactly the headers that are sent', () => {
    const { headers } = toWire({
      id: '11111111-1111-4111-8111-111111111111',
      topic: 'rail.tickets',
      key: '7',
      seq: 1,
      type: 'ticket.opened',
      payload: { ticketId: 7, departmentId: 1, version: 1 },
      at: new Date(0),
      position: 3,
    });
    const described = schemaAt('#/components/schemas/attributes');
    expect(Object.keys(described.properties).sort()).toEqual(Object.keys(headers).sort());
    expect(
      Object.keys(headers)
        .filter(name => name !== 'ce_sequence')
        .sort(),
    ).toEqual([...described.required].sort());
  });
});

describe('the registry', () => {
  const payload = { ticketId: 1, departmentId: 1, version: 1 };

  it('finds nothing wrong with an event that keeps its schema, nor with fields that a newer build added', () => {
    expect(problemOf({ topic: 'rail.tickets', type: 'ticket.done', payload: { ...payload, later: true } })).toBeNull();
  });

  it('says which field breaks the schema', () => {
    expect(problemOf({ topic: 'rail.tickets', type: 'ticket.done', payload: { ...payload, ticketId: 'x' } })).toMatch(
      /"ticketId"/,
    );
  });

  it('refuses an unknown topic, and a type on the wrong one', () => {
    expect(problemOf({ topic: 'rail.nowhere', type: 'ticket.done', payload })).toMatch(/no topic rail.nowhere/);
    expect(problemOf({ topic: 'rail.messages', type: 'ticket.done', payload })).toMatch(/does not belong/);
  });

  it('lets a type pass that only another build knows', () => {
    expect(problemOf({ topic: 'rail.tickets', type: 'ticket.teleported', payload: {} })).toBeNull();
  });
});
