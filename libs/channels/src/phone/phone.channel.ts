// The phone channel kind: logs of telephone systems, read from files or posted. It only listens: nothing is sent.
import type { ChannelKind, Connector, ConnectorPorts } from '#channels/contract';
import { createPhoneConverter } from './phone.converter.js';
import { phoneGuide } from './phone.guide.js';
import { PHONE_SECRET_NAMES, type PhoneSettings, phoneSettings, readsFiles } from './phone.settings.js';
import { phonePosts } from './post/phone.posts.js';
import { createTailConnector } from './tail/tail.connector.js';
import { sampleOf } from './trial/phone.sample.js';
import { tryPhone } from './trial/phone.trial.js';

export const phoneChannel: ChannelKind<PhoneSettings> = {
  kind: 'phone',
  title: 'Phone',
  settings: phoneSettings,
  secretNames: PHONE_SECRET_NAMES,
  guide: phoneGuide,
  connect({ id, settings }, ports) {
    return [readsFiles(settings.source) ? createTailConnector({ channelId: id, settings }, ports) : ready(id, ports)];
  },
  converter: createPhoneConverter,
  posts: phonePosts,
  test: tryPhone,
  samples: sampleOf,
};

/** Nothing connects: the channel is well as soon as somebody may post. */
function ready(id: number, ports: ConnectorPorts): Connector {
  return {
    start: async () => ports.reportHealth(id, { state: 'ok', at: new Date(), detail: 'takes posts' }),
    stop: async () => undefined,
  };
}
