// A document of ours is read before it leaves: what we could not match to its acknowledgement, or what the partner would refuse at its envelope, never goes.
import { mapSet, readInterchange } from '#channels';
import { ChannelStore, type SentSet, sendDocument, type Tx, ticketById } from '#store';
import { identityKey, type TradingPartner } from '#tickets';
import { RequestFault } from '../http/request.fault.js';

export interface ToSend {
  channelId: number;
  ticketId: number | null;
  raw: Buffer;
  now: Date;
}

const invalid = (pointer: string, detail: string) =>
  new RequestFault('DOCUMENT.INVALID', detail, { errors: [{ pointer, detail }] });

export async function sendToPartner(tx: Tx, partner: TradingPartner, given: ToSend) {
  const { channelId, ticketId, raw, now } = given;
  const channel = await new ChannelStore().byId(tx, channelId);
  if (channel?.kind !== 'edi') throw invalid('/channelId', 'There is no EDI channel with this id');
  const ticket = ticketId === null ? null : await ticketById(tx, ticketId);
  if (ticketId !== null && !ticket) throw invalid('/ticketId', 'There is no ticket with this number');
  const interchange = readInterchange(raw);
  const faults = [
    ...interchange.findings,
    ...interchange.groups.flatMap(group => [...group.findings, ...group.sets.flatMap(set => set.findings)]),
  ].filter(finding => finding.severity === 'error');
  if (faults[0]) throw invalid('/interchange', `${faults[0].message} (byte ${faults[0].byte})`);
  if (interchange.standard !== partner.standard)
    throw invalid('/interchange', `${partner.name} is sent ${partner.standard === 'x12' ? 'X12' : 'EDIFACT'}`);
  const addressed = identityKey(interchange.standard, interchange.receiver);
  if (!partner.identities.some(own => identityKey(partner.standard, own) === addressed))
    throw invalid('/interchange', `It is addressed to ${interchange.receiver.id}, which is not ${partner.name}`);
  const sets = interchange.groups.flatMap(group =>
    group.sets.map(
      (set): SentSet => ({
        functionalId: group.functionalId || null,
        groupRef: group.controlRef,
        messageRef: set.controlRef,
        documentType: set.type,
        documentNumber: mapSet(set, group, interchange).document.documentNumber,
      }),
    ),
  );
  if (sets.length === 0) throw invalid('/interchange', 'It holds no document');
  const interchangeRef = interchange.controlRef;
  const dueAt = new Date(now.getTime() + partner.ackDeadlineMinutes * 60_000);
  const sent = await sendDocument(tx, {
    ...{ partnerId: partner.id, partnerKey: partner.key, channelId, ticketId, raw, interchangeRef, sets, dueAt },
    from: interchange.sender.id,
    // UNB 0031 = 2: the partner is to say that it came, and need say no more (ISO 9735).
    receiptSettles: interchange.standard === 'edifact' && interchange.header.value(9).trim() === '2',
  });
  if (sent.outcome === 'number-used')
    throw new RequestFault('DOCUMENT.NUMBER_USED', `Interchange ${interchangeRef} was sent to ${partner.name} before`);
  return { id: sent.sentDocumentId, outboundId: sent.outboundId, interchangeRef, documents: sets, dueAt };
}
