import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Webhook, WebhookDelivery } from '#api';
import {
  answerWords,
  deliveryState,
  EVENTS,
  eventsToSend,
  eventsWords,
  shortType,
  urlFault,
  webhookState,
} from './webhook-words.js';

const webhook = { enabled: true, failingSince: null, queued: 0 } as Webhook;
const delivery = { state: 'queued', attempts: 0, error: null, status: null } as WebhookDelivery;

describe('webhooks in words', () => {
  it('name every event that the product tells of', () => {
    const text = readFileSync('libs/events/src/schema/ticket.event.ts', 'utf8');
    const list = /TICKET_EVENTS = \[([^\]]*)\]/.exec(text)?.[1] ?? '';
    const known = [...list.matchAll(/'([^']+)'/g)].map(match => match[1]);
    expect(known.length).toBeGreaterThan(10);
    expect(EVENTS.map(event => event.name).sort()).toEqual(known.sort());
  });

  it('send no list where all are meant', () => {
    expect(eventsToSend(true, ['ticket.done'])).toEqual([]);
    expect(eventsToSend(false, ['ticket.done', 'handoff.offered'])).toEqual(['handoff.offered', 'ticket.done']);
    expect(eventsWords([])).toBe('All events');
    expect(eventsWords(['a', 'b', 'c'])).toBe('3 events');
  });

  it('say a pause before a failure, and a failure before what waits', () => {
    expect(webhookState({ ...webhook, enabled: false, failingSince: 'x', queued: 2 }).words).toBe('Paused, 2 wait');
    expect(webhookState({ ...webhook, failingSince: 'x', queued: 2 })).toEqual({
      words: 'Failing, 2 wait',
      tone: 'wrong',
    });
    expect(webhookState(webhook)).toEqual({ words: 'On', tone: 'good' });
  });

  it('tell a first wait from another try', () => {
    expect(deliveryState(delivery).words).toBe('Waits');
    expect(deliveryState({ ...delivery, attempts: 1 }).words).toBe('Tries again');
    expect(answerWords({ ...delivery, status: 500, error: 'refused' })).toBe('HTTP 500');
    expect(answerWords({ ...delivery, error: 'No connection' })).toBe('No connection');
  });

  it('show a type without what all types share', () => {
    expect(shortType('org.ticketrail.handoff.offered.v1')).toBe('handoff.offered');
    expect(shortType('webhook.test')).toBe('webhook.test');
  });

  it.each([
    ['', false],
    ['tool.example.com', false],
    ['ftp://tool.example.com', false],
    ['https://tool.example.com/hook', true],
  ])('take %p as an address: %p', (url, right) => expect(urlFault(url) === null).toBe(right));
});
