// Setting up a company: the demo one that a newcomer sees, or a bare one with an administrator.

import { createCompany, type Database, type NewCompany } from '#store';
import { OFFICE_HOURS } from '#tickets';
import { demoForms } from './forms.js';
import { demoEdiChannel, demoPartners } from './trade.js';

const DOMAIN = 'nordwerk.example';

const departments = [
  { key: 'customer-service', name: 'Customer service', mailbox: 'support' },
  { key: 'engineering', name: 'Engineering', mailbox: 'engineering' },
  { key: 'sales', name: 'Sales', mailbox: 'sales' },
  { key: 'operations', name: 'Operations', mailbox: 'operations' },
];

/** Words that tell a kind, in the languages of the samples. Looked up at the start of a word, without regard to case. */
const rules: NewCompany['rules'] = [
  {
    name: 'Quotation words',
    conditions: { subject: ['quote', 'quotation', 'rfq', 'angebot', 'anfrage', 'offerte'] },
    effect: { kind: 'rfq' },
  },
  {
    name: 'Change words',
    conditions: { subject: ['change to order', 'order change', 'bestelländerung', 'änderung'] },
    effect: { kind: 'order-change' },
  },
  {
    name: 'Status words',
    conditions: { subject: ['where is', 'status', 'tracking', 'lieferstatus', 'delivery date'] },
    effect: { kind: 'status-inquiry' },
  },
  {
    name: 'Trouble words',
    conditions: { subject: ['leak', 'broken', 'defect', 'complaint', 'damaged', 'reklamation', 'undicht'] },
    effect: { kind: 'issue' },
  },
  {
    name: 'Order words',
    conditions: { subject: ['order', 'purchase order', 'bestellung'] },
    effect: { kind: 'order' },
  },
];

/**
 * @param sendThrough where replies of the demo go, a port of our own that keeps them as files
 * @param ediFolder whole path of the folder that its partners write orders into; null: it has no EDI
 */
export async function setUpDemoCompany(
  database: Database,
  sendThrough: { port: number },
  ediFolder: string | null,
): Promise<{ adminId: number }> {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  return database.transaction(async tx => {
    const made = await createCompany(tx, {
      name: 'Nordwerk Pumps',
      demo: true,
      timeZone,
      departments: departments.map(({ key, name }) => ({ key, name, timeZone, workHours: OFFICE_HOURS })),
      people: [
        { email: `admin@${DOMAIN}`, name: 'Demo Admin', isAdmin: true, memberships: [] },
        {
          email: `mara@${DOMAIN}`,
          name: 'Mara Lind',
          isAdmin: false,
          memberships: [{ departmentKey: 'customer-service', role: 'agent' }],
        },
        {
          email: `theo@${DOMAIN}`,
          name: 'Theo Brandt',
          isAdmin: false,
          memberships: [{ departmentKey: 'customer-service', role: 'supervisor' }],
        },
        {
          email: `ines@${DOMAIN}`,
          name: 'Ines Koval',
          isAdmin: false,
          memberships: [{ departmentKey: 'engineering', role: 'agent' }],
        },
        {
          email: `paul@${DOMAIN}`,
          name: 'Paul Okafor',
          isAdmin: false,
          memberships: [{ departmentKey: 'sales', role: 'sales' }],
        },
      ],
      channels: [
        ...departments.map(({ key, name, mailbox }) => ({
          key: `${key}-mail`,
          kind: 'email',
          name: `${name} mailbox`,
          departmentKey: key,
          settings: {
            addresses: [`${mailbox}@${DOMAIN}`],
            fromName: `Nordwerk ${name}`,
            smtpIn: { accept: true },
            smtpOut: { host: '127.0.0.1', port: sendThrough.port, tls: 'none' },
            plusAddressing: true,
            organisationDomains: [DOMAIN],
          },
        })),
        ...demoForms,
        ...(ediFolder === null ? [] : [demoEdiChannel(ediFolder)]),
      ],
      rules,
    });
    if (ediFolder !== null) await demoPartners(tx);
    return made;
  });
}

export async function setUpBareCompany(database: Database): Promise<{ adminId: number }> {
  return database.transaction(tx =>
    createCompany(tx, {
      name: 'My company',
      demo: false,
      departments: [
        {
          key: 'customer-service',
          name: 'Customer service',
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
          workHours: OFFICE_HOURS,
        },
      ],
      people: [{ email: 'admin@localhost', name: 'Administrator', isAdmin: true, memberships: [] }],
      channels: [],
      rules: [],
    }),
  );
}
