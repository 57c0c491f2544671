// The kinds that come with the product. A department's own promise may differ; its version is pinned on each ticket.
import type { Outcome, TicketKind } from './kind.js';

const ANSWERED: Outcome = { code: 'answered', title: 'Answered' };
const NOT_NEEDED: Outcome = { code: 'no-action', title: 'Nothing to do' };
const DECLINED: Outcome = { code: 'declined', title: 'Declined' };
const HOUR = 60;

const text = (title: string) => ({ type: 'string', title, maxLength: 200 });
const fields = (properties: Record<string, unknown> = {}) => ({
  type: 'object',
  properties,
  additionalProperties: true,
});

const plain = (
  kind: Pick<TicketKind, 'key' | 'version' | 'title' | 'toleranceMinutes' | 'outcomes' | 'schema'>,
): TicketKind => ({
  ...kind,
  checklist: [],
  attachments: [],
  requiredToClose: [],
  acknowledgement: '',
  business: 'repeat',
});
export const shippedKinds: readonly TicketKind[] = [
  {
    key: 'inquiry',
    version: 1,
    title: 'Inquiry',
    toleranceMinutes: 8 * HOUR,
    outcomes: [ANSWERED, NOT_NEEDED, DECLINED],
    schema: fields(),
  },
  {
    key: 'order',
    version: 1,
    title: 'Order',
    toleranceMinutes: 4 * HOUR,
    outcomes: [{ code: 'entered', title: 'Order entered' }, DECLINED, NOT_NEEDED],
    schema: fields({ documentNumber: text('Order number') }),
  },
  {
    key: 'order-change',
    version: 1,
    title: 'Order change',
    toleranceMinutes: 4 * HOUR,
    outcomes: [{ code: 'changed', title: 'Order changed' }, DECLINED, NOT_NEEDED],
    schema: fields({ documentNumber: text('Order number') }),
  },
  {
    key: 'rfq',
    version: 1,
    title: 'Request for quotation',
    toleranceMinutes: 16 * HOUR,
    outcomes: [{ code: 'quoted', title: 'Quoted' }, DECLINED, NOT_NEEDED],
    schema: fields(),
  },
  {
    key: 'status-inquiry',
    version: 1,
    title: 'Status question',
    toleranceMinutes: 4 * HOUR,
    outcomes: [ANSWERED, NOT_NEEDED],
    schema: fields(),
  },
  {
    key: 'issue',
    version: 1,
    title: 'Issue',
    toleranceMinutes: 4 * HOUR,
    outcomes: [{ code: 'solved', title: 'Solved' }, { code: 'credited', title: 'Credited' }, NOT_NEEDED],
    schema: fields(),
  },
  {
    key: 'callback',
    version: 1,
    title: 'Call back',
    toleranceMinutes: 2 * HOUR,
    outcomes: [{ code: 'reached', title: 'Reached' }, { code: 'not-reached', title: 'Not reached' }, NOT_NEEDED],
    schema: fields(),
  },
  {
    key: 'design-request',
    version: 1,
    title: 'Design request',
    toleranceMinutes: 40 * HOUR,
    outcomes: [{ code: 'designed', title: 'Designed' }, DECLINED],
    schema: fields(),
  },
  {
    key: 'document',
    version: 1,
    title: 'Document',
    toleranceMinutes: 8 * HOUR,
    outcomes: [{ code: 'filed', title: 'Filed' }, NOT_NEEDED],
    schema: fields(),
  },
].map(plain);
