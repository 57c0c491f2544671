// Looking after a mailbox: a test mail that it sends to itself, and a second look at its folder.
import {
  CANARY_MARK,
  type Canary,
  type Channel,
  type ChannelCare,
  type Deliverer,
  type DelivererPorts,
} from '#channels/contract';
import type { EmailSettings } from './email.settings.js';
import { composeReply } from './smtp-out/reply.composer.js';

/** @param delivererOf the same that replies leave by */
export function emailCare(
  delivererOf: (channel: Channel<EmailSettings>, ports: DelivererPorts) => Deliverer,
): ChannelCare<EmailSettings> {
  return {
    watches: settings => settings.imap !== undefined,
    canary: {
      hindrance({ imap, smtpIn, smtpOut }) {
        if (!smtpOut) return 'It has no outgoing mail server that could send a test mail.';
        return imap || smtpIn ? null : 'It takes no mail in, so a test mail could not come back.';
      },
      async send(channel, canary, ports) {
        const [address] = channel.settings.addresses;
        if (address === undefined) throw new Error('The channel has no address of its own.');
        const deliverer = delivererOf(channel, ports);
        try {
          const raw = await canaryMail(channel, canary, address);
          const [outcome] = await deliverer.deliver({ outboundId: 0, raw, envelope: { from: address, to: [address] } });
          if (outcome?.outcome !== 'sent')
            throw new Error(`The test mail could not be sent: ${outcome?.response ?? ''}`);
        } finally {
          await deliverer.close();
        }
      },
    },
    cannotCatchUp: ({ imap }) =>
      imap ? null : 'Mail comes in by SMTP here: what was handed over is not kept by the sender for a second look.',
  };
}

/** The token is the mail's Message-ID: what a machine says about this mail carries another one. */
function canaryMail({ settings, name }: Channel<EmailSettings>, { token, at }: Canary, address: string) {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return composeReply({
    messageId: `<${CANARY_MARK}${token}@${domain}>`,
    date: at,
    from: { name: settings.fromName, address },
    to: [{ name: '', address }],
    cc: [],
    subject: 'Test message of Ticket Rail',
    text: `Ticket Rail sends this mail to its own mailbox (${name}), to prove that mail comes through. It becomes no ticket.`,
    inReplyTo: null,
    references: [],
    notice: true,
  });
}
