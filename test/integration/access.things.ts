// What the matrix of roles is tried on besides tickets: handoffs that a department sends and receives, a template and a macro of the company, an order
// that came by EDI with its acknowledgement.
import { beginHandoff, contractStore, editHandoff, offerHandoff } from '#store';
import { shippedContracts } from '#tickets';
import { line, makeAnswer, makeDocument, makePartner, writeOrder } from '../database/documents.factory.js';
import { makeTicket } from '../database/tickets.factory.js';
import type { ApiHouse } from './api.house.js';

export interface MoreThings {
  /** A draft of the department. */
  sent: number;
  /** Offered to the department. */
  received: number;
  template: number;
  macro: number;
  /** A ticket, the message of its document, the acknowledgement of that. */
  documented: number;
  paper: number;
  answer: number;
}

/** Nobody who asked for anything else: what belongs to one customer is tested with another. */
const FROM = { from: 'handed-off@example.org' };

/** For customer service, and for engineering as seen from there: neither of these concerns customer service. */
export async function makeThings(house: ApiHouse): Promise<Record<'service' | 'engineering', MoreThings>> {
  const [other] = await house.rows<{ id: number }>(
    `INSERT INTO department (key, name, time_zone, work_hours) SELECT 'other', 'Other', time_zone, work_hours FROM department LIMIT 1 RETURNING id`,
  );
  const template = await idOf(
    house,
    `INSERT INTO reply_template (title, purpose, body) VALUES ('Thanks', 'reply', 'Thank you, {{requester.name}}.') RETURNING id`,
  );
  const macro = await idOf(house, `INSERT INTO macro (title, steps) VALUES ('Wait', '{"note": "Asked"}') RETURNING id`);
  for (const to of ['service', 'other', 'engineering']) {
    const base = shippedContracts.find(contract => contract.key === 'quote-support')!;
    await house.database.transaction(tx =>
      contractStore.save(
        tx,
        { ...base, key: `to-${to}`, fromDepartment: null, toDepartment: to, kind: 'inquiry', prefill: {} },
        { basedOn: 0, userId: null },
      ),
    );
  }
  const handoff = async (ticketId: number, contract: string, offered: boolean) =>
    house.database.transaction(async tx => {
      const actor = { userId: house.users.admin, name: 'Setup' };
      const begun = await beginHandoff(tx, { ticketId, contract, actor });
      if (begun.outcome !== 'begun') throw new Error(JSON.stringify(begun));
      const step = { handoffId: begun.handoffId, expectedVersion: 1, actor, now: new Date() };
      const edited = await editHandoff(tx, { ...step, fields: {}, note: '', attachments: [] });
      if (edited.outcome !== 'changed') throw new Error(JSON.stringify(edited));
      if (!offered) return begun.handoffId;
      const done = await offerHandoff(tx, { ...step, expectedVersion: edited.version });
      if (done.outcome !== 'changed') throw new Error(JSON.stringify(done));
      return begun.handoffId;
    });
  const [ours, theirs] = [await house.ticket('service', FROM), await house.ticket('engineering', FROM)];
  await house.rows('UPDATE ticket SET department_id = $1 WHERE id = $2', [
    other!.id,
    (await house.ticket('service', FROM)).ticket,
  ]);
  const [elsewhere] = await house.rows<{ id: number }>('SELECT id FROM ticket WHERE department_id = $1', [other!.id]);
  return {
    service: {
      sent: await handoff(ours.ticket, 'to-other', false),
      received: await handoff(theirs.ticket, 'to-service', true),
      template,
      macro,
      ...(await makePaper(house, 'service')),
    },
    engineering: {
      sent: await handoff(theirs.ticket, 'to-other', false),
      received: await handoff(elsewhere!.id, 'to-engineering', true),
      template,
      macro,
      ...(await makePaper(house, 'engineering')),
    },
  };
}

async function makePaper(
  house: ApiHouse,
  department: 'service' | 'engineering',
): Promise<Pick<MoreThings, 'documented' | 'paper' | 'answer'>> {
  const [departmentId, channelId] = [house.departments[department], house.channels[department]];
  const documented = await makeTicket(house.database, { department_id: departmentId, requester_name: 'A partner' });
  const partnerId = await makePartner(house.database, 'A partner');
  const written = writeOrder('PO-1', [line(1)]);
  const given = { ticketId: documented, departmentId, channelId, partnerId };
  const { messageId } = await makeDocument(house.database, { ...given, written, isOrder: true });
  const answer = await makeAnswer(house.database, { ...given, messageId, state: 'failed' });
  return { documented, paper: messageId, answer };
}

async function idOf(house: ApiHouse, text: string): Promise<number> {
  const [row] = await house.rows<{ id: number }>(text);
  return row!.id;
}
