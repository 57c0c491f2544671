// Acknowledgements get their numbers and bytes: rising without gaps per partner, because the partner's row is locked until the commit.
import { composeFileMail, emailSettings, writeAcknowledgement } from '#channels';
import { type ChannelRow, ChannelStore, type PlannedAnswer, type Tx } from '#store';
import type { WantedAnswer } from '../planning.js';
import { givenNumbers } from './trade.reader.js';

export interface AnswerMeans {
  /** The last control number that was given for each partner, before these. */
  lastNumbers: ReadonlyMap<number, number>;
  /** A mailbox by its id, as it is stored; undefined where it is gone. */
  mailbox: (channelId: number) => ChannelRow | undefined;
  now: Date;
}

/** ISA13 has nine digits; UNB 0020 takes them as well. After the last one they begin anew. */
const LARGEST = 999_999_999;

/** `lastNumbers`: the last control number of each partner, whose rows are locked; what is given here is written there. Rejects as `plannedAnswers`. */
export async function answersTo(
  tx: Tx,
  wanted: readonly WantedAnswer[],
  lastNumbers: ReadonlyMap<number, number>,
  now: Date,
): Promise<PlannedAnswer[]> {
  if (wanted.length === 0) return [];
  const byMail = wanted.some(({ message }) => message.transport.mail !== undefined);
  const rows = byMail ? await new ChannelStore().list(tx, null) : [];
  const mailboxes = new Map<number, ChannelRow>(rows.map(row => [row.id, row]));
  const answers = await plannedAnswers(wanted, { lastNumbers, mailbox: id => mailboxes.get(id), now });
  await givenNumbers(tx, answers);
  return answers;
}

/** In the order of the interchanges. Rejects where an acknowledgement cannot be written: then nothing of the batch is committed. */
export async function plannedAnswers(wanted: readonly WantedAnswer[], means: AnswerMeans): Promise<PlannedAnswer[]> {
  const numbers = new Map(means.lastNumbers);
  const planned: PlannedAnswer[] = [];
  for (const { message, partner, answer, channel, ticketId } of wanted) {
    const number = (numbers.get(partner.id) ?? 0) + 1;
    numbers.set(partner.id, number);
    const controlRef = String(((number - 1) % LARGEST) + 1).padStart(9, '0');
    const raw = Buffer.from(writeAcknowledgement(answer, { interchangeRef: controlRef, at: means.now }));
    const file = `${answer.type}_${partner.key}_${controlRef}.edi`;
    planned.push({
      ...{ messageId: message.id, partnerId: partner.id, ticketId, answer, controlRef },
      ...((await byMail(raw, file, { message, partner, answer }, means)) ?? {
        channelId: channel.id,
        raw,
        messageName: `edi:${partner.id}:${number}`,
        from: answer.from.id,
        to: file,
      }),
    });
  }
  return planned;
}

/** What came in a mail is answered by mail, from the mailbox that it came to. Null: it came otherwise, or the mailbox cannot send. */
async function byMail(
  raw: Buffer,
  file: string,
  { message, partner, answer }: Pick<WantedAnswer, 'message' | 'partner' | 'answer'>,
  { mailbox, now }: AnswerMeans,
): Promise<Pick<PlannedAnswer, 'channelId' | 'raw' | 'messageName' | 'from' | 'to'> | null> {
  const mail = message.transport.mail as { channelId: number; from: string | null; answers: string | null } | undefined;
  const row = mail && mailbox(mail.channelId);
  const settings = row && emailSettings.safeParse(row.settings).data;
  const to = partner.ackAddress ?? mail?.from;
  if (!row || !settings || !to) return null;
  const from = { name: settings.fromName, address: settings.addresses[0]! };
  const messageName = `<${file.toLowerCase()}.${message.id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`;
  const bytes = await composeFileMail({
    ...{ messageId: messageName, date: now, from, to: { name: partner.name, address: to } },
    subject: `${answer.type} for ${answer.ref}`,
    text: `The acknowledgement of your interchange is attached.\n`,
    inReplyTo: mail.answers,
    file: {
      filename: file,
      bytes: raw,
      contentType: answer.type === 'CONTRL' ? 'application/EDIFACT' : 'application/EDI-X12',
    },
  });
  return { channelId: row.id, raw: bytes, messageName, from: from.address, to };
}
