// A mail that brings a file which a machine reads: an acknowledgement of EDI. Marked as automatic, so that nothing answers it by itself.
import MailComposer from 'nodemailer/lib/mail-composer';
import { checkedAddress, oneLine, type ReplyAddress, usableId } from './reply.composer.js';

export interface FileMail {
  /** With angle brackets. */
  messageId: string;
  date: Date;
  from: ReplyAddress;
  to: ReplyAddress;
  subject: string;
  text: string;
  /** The mail that it answers, or null. */
  inReplyTo: string | null;
  file: { filename: string; bytes: Buffer; contentType: string };
}

/**
 * RFC 5322 bytes with CRLF line ends; the file travels as base64, so that no line end of it changes.
 * @throws ReplyRefused for a CR, LF or NUL in a field, or an address that is none
 */
export async function composeFileMail(mail: FileMail): Promise<Buffer> {
  const inReplyTo = mail.inReplyTo === null ? undefined : usableId(oneLine(mail.inReplyTo, 'inReplyTo'));
  const composer = new MailComposer({
    from: checkedAddress(mail.from, 'from'),
    to: [checkedAddress(mail.to, 'to')],
    subject: oneLine(mail.subject, 'subject'),
    messageId: oneLine(mail.messageId, 'messageId'),
    date: mail.date,
    ...(inReplyTo ? { inReplyTo, references: inReplyTo } : {}),
    text: mail.text,
    attachments: [
      {
        filename: oneLine(mail.file.filename, 'filename'),
        content: mail.file.bytes,
        contentType: mail.file.contentType,
        contentTransferEncoding: 'base64',
      },
    ],
    headers: { 'Auto-Submitted': 'auto-replied' },
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
