// News about handoffs in the mails of a person: one mail for each handoff, so that answering it is answering for that one.
import { type DigestAlert, handoffById, mailPerson, type Tx } from '#store';
import type { AskMailer } from './ask.mailer.js';

/** Of one digest; what is more is told in the digest itself, without a form. */
const MOST_MAILS = 20;

export interface Told {
  mails: number;
  /** What is left for the digest. */
  left: DigestAlert[];
}

/** Left are other alerts, and those of rails whose mailbox has no sub-addresses: nobody could answer them. */
export async function tellHandoffs(
  tx: Tx,
  mailer: AskMailer,
  userId: number,
  alerts: readonly DigestAlert[],
  date: Date,
): Promise<Told> {
  const groups = new Map<string, DigestAlert[]>();
  for (const alert of alerts) {
    if (alert.handoffId === null || !alert.kind.startsWith('handoff-')) continue;
    const group = `${alert.handoffId} ${alert.departmentId}`;
    groups.set(group, [...(groups.get(group) ?? []), alert]);
  }
  const person = groups.size > 0 ? await mailPerson(tx, userId) : null;
  const told = new Set<DigestAlert>();
  let mails = 0;
  for (const group of [...groups.values()].slice(0, MOST_MAILS)) {
    const { departmentId, handoffId } = group[0]!;
    const handoff = await handoffById(tx, handoffId!);
    const way = await mailer.wayFor(tx, userId, departmentId);
    if (!person || !handoff || !way?.answerable) continue;
    const side = departmentId === handoff.toDepartmentId ? 'receiver' : 'sender';
    const opening = group.map(alert => alert.text);
    const alertIds = group.map(alert => alert.id);
    if ((await mailer.queue(tx, { person, handoffId: handoff.id, side, opening, alertIds, date })) === null) continue;
    mails += 1;
    for (const alert of group) told.add(alert);
  }
  return { mails, left: alerts.filter(alert => !told.has(alert)) };
}
