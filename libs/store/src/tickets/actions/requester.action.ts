// Who asked is corrected: a forward named nobody, or somebody else. The new one takes part in the ticket from then on; whoever took part before still does.
import type { Business } from '#tickets';
import { rows, type Tx } from '../../database/database.js';
import { storableText } from '../../database/storable.js';
import { contactIds } from '../contact.store.js';
import { changeTicket, renewal } from '../ticket.change.js';
import { addressKey } from '../ticket.keys.js';
import { lockTicket } from '../ticket.lock.js';
import { refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';

export interface RequesterRequest extends TicketRequest {
  name: string;
  /** Usable as an address; see the contract. */
  address: string;
  /** Whose business it is, once it is known whether the address is a customer's. */
  business: (existingCustomer: boolean) => Business;
}

/** TICKET.SAME_REQUESTER where nothing would change. */
export async function correctRequester(tx: Tx, request: RequesterRequest): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('correct-requester', ticket, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const [before] = await rows<{ name: string; address: string | null; customer: boolean }>(
    tx,
    `SELECT requester_name AS name, requester_address AS address,
            EXISTS (SELECT FROM contact c WHERE c.address_key = $2 AND EXISTS (SELECT FROM ticket o WHERE o.requester_id = c.id AND o.id <> $1)) AS customer
       FROM ticket WHERE id = $1`,
    [ticket.id, addressKey(request.address)],
  );
  const name = storableText(request.name.trim() || request.address);
  if (before!.address?.toLowerCase() === request.address.toLowerCase() && before!.name === name)
    return refused('TICKET.SAME_REQUESTER', `#${ticket.id} is of ${name} already`);
  const ids = await contactIds(tx, [{ name, address: request.address }]);
  await rows(
    tx,
    `INSERT INTO ticket_participant (ticket_id, address_key, name, address) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [ticket.id, addressKey(request.address), name, request.address],
  );
  const from =
    before!.address === null || before!.address === before!.name
      ? before!.name
      : `${before!.name} <${before!.address}>`;
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: {
      requester_id: ids.get(addressKey(request.address).toString('hex')) ?? null,
      requester_name: name,
      requester_address: storableText(request.address),
      business: request.business(before!.customer),
    },
    hold: renewal(ticket, request),
    entries: [
      {
        type: 'state',
        text: 'Corrected who asked',
        event: 'ticket.changed',
        detail: { change: { action: 'correct-requester', from, to: `${name} <${request.address}>` } },
      },
    ],
  });
  return { outcome: 'changed', version };
}
