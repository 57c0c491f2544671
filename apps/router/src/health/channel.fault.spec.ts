import { describe, expect, it } from '@jest/globals';
import type { WatchedChannel } from '#store';
import { canaryToken } from '../convert/canary.reader.js';
import { faultOf, isWell } from './channel.fault.js';

const channel = (over: Partial<WatchedChannel> = {}): WatchedChannel => ({
  channelId: 1,
  kind: 'email',
  name: 'Support',
  departmentId: 1,
  enabled: true,
  settings: {},
  state: 'ok',
  problem: null,
  stateSeconds: 600,
  held: true,
  pendingSeconds: null,
  canary: null,
  sending: null,
  fault: null,
  ...over,
});
const whatOf = (over: Partial<WatchedChannel>, watches = true, unheld = 0) =>
  faultOf(channel(over), watches, unheld)?.what ?? null;

describe('a fault of a channel', () => {
  it('is none where it works, nor where it is paused, whatever stands there', () => {
    expect(whatOf({})).toBeNull();
    expect(whatOf({ enabled: false, held: false, state: 'failing', pendingSeconds: 900 }, true, 900)).toBeNull();
  });

  it('is a connection that stays away, not one that comes back at once', () => {
    expect(whatOf({ state: 'failing', stateSeconds: 14 })).toBeNull();
    expect(whatOf({ state: 'failing', stateSeconds: 15 })).toBe('connection');
    expect(whatOf({ state: 'failing', stateSeconds: 1, fault: 'connection' })).toBe('connection');
  });

  it('is that nobody watches it, only where somebody should', () => {
    expect(whatOf({ held: false }, true, 45)).toBe('nobody');
    expect(whatOf({ held: false }, true, 44)).toBeNull();
    expect(whatOf({ held: false }, false, 900)).toBeNull();
  });

  it('is mail that a second attempt could not send either, until it has left', () => {
    expect(whatOf({ sending: { seconds: 74, problem: 'Revoked.' } })).toBeNull();
    expect(faultOf(channel({ sending: { seconds: 75, problem: 'Revoked.' } }), true, 0)).toEqual({
      what: 'sending',
      problem: 'It cannot send: Revoked.',
    });
    expect(whatOf({ sending: { seconds: 1, problem: null }, fault: 'sending' })).toBe('sending');
    expect(whatOf({ state: 'failing', sending: { seconds: 900, problem: 'Revoked.' } })).toBe('connection');
  });

  it('is a test message that could not leave or does not come back, and messages that wait', () => {
    expect(whatOf({ canary: { seconds: 299, arrived: false, problem: null } })).toBeNull();
    expect(whatOf({ canary: { seconds: 300, arrived: false, problem: null } })).toBe('canary');
    expect(whatOf({ canary: { seconds: 1, arrived: false, problem: 'Refused.' } })).toBe('canary');
    expect(whatOf({ canary: { seconds: 900, arrived: true, problem: null } })).toBeNull();
    expect(whatOf({ pendingSeconds: 120 })).toBe('backlog');
  });
});

describe('the end of a fault', () => {
  it('is a channel that works and goes on to, not one that works for a moment, begins or stands by', () => {
    expect(isWell(channel({ state: 'ok', stateSeconds: 15 }))).toBe(true);
    expect(isWell(channel({ state: 'ok', stateSeconds: 14 }))).toBe(false);
    for (const state of ['failing', 'starting', 'standby'] as const) expect(isWell(channel({ state }))).toBe(false);
  });

  it('of sending is that the mail has left, also of a channel that nobody reads', () => {
    expect(isWell(channel({ state: 'starting', fault: 'sending' }))).toBe(true);
    expect(isWell(channel({ state: 'failing', fault: 'sending' }))).toBe(false);
  });
});

describe('the token of a test message', () => {
  const token = '0123456789abcdef0123456789abcdef';
  const mail = (text: string) => canaryToken({ raw: Buffer.from(text), transport: { via: 'imap' } });

  it('is the Message-ID of our own mail, and not what a report on it quotes', () => {
    const own = `Message-ID: <ticketrail-canary-${token}@rail.test>`;
    expect(mail(`From: a@rail.test\r\n${own}\r\n\r\nHello`)).toBe(token);
    expect(
      mail(`Message-ID: <bounce@mx>\r\nReferences: <ticketrail-canary-${token}@rail.test>\r\n\r\n${own}`),
    ).toBeNull();
  });

  it('stands in the beginning of a file', () => {
    const raw = Buffer.from(`ISA*00~\nMSG*ticketrail-canary-${token}~`);
    expect(canaryToken({ raw, transport: { via: 'folder' } })).toBe(token);
    expect(canaryToken({ raw: Buffer.from('ISA*00~'), transport: { via: 'folder' } })).toBeNull();
  });
});
