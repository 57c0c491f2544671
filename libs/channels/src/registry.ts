// All channel kinds of the product. A new kind is one folder and one line here.
import { apiChannel } from './api/api.channel.js';
import { colleagueChannel } from './colleague/colleague.channel.js';
import type { ChannelKind } from './contract/index.js';
import { ediChannel } from './edi/edi.channel.js';
import { emailChannel } from './email/email.channel.js';
import { formChannel } from './form/form.channel.js';
import { kafkaChannel } from './kafka/kafka.channel.js';
import { phoneChannel } from './phone/phone.channel.js';

export const channelKinds: readonly ChannelKind[] = [
  emailChannel as ChannelKind,
  ediChannel as ChannelKind,
  phoneChannel as ChannelKind,
  apiChannel as ChannelKind,
  kafkaChannel as ChannelKind,
  colleagueChannel as ChannelKind,
  formChannel as ChannelKind,
];

/** @throws Error with code CHANNEL.UNKNOWN_KIND */
export function channelKind(kind: string): ChannelKind {
  const found = channelKinds.find(one => one.kind === kind);
  if (found) return found;
  const known = channelKinds.map(one => one.kind).join(', ');
  throw Object.assign(new Error(`There is no channel kind "${kind}"; there are: ${known}`), {
    code: 'CHANNEL.UNKNOWN_KIND',
    retryable: false,
  });
}
