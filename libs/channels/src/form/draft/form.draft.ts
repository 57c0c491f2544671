// From what was filled in to a draft. Pure. What the kind does not take as a value stands in the text all the same: whoever wrote it was told that it came.
import { createHash } from 'node:crypto';
import { checkFields, notAutomatic, type TicketDraft } from '#tickets';
import type { FormSettings } from '../form.settings.js';
import type { FormTransport } from '../form.transport.js';
import type { PostedForm } from '../read/posted.form.js';
import { isAddress, plainAddress } from '../shape/contact.reader.js';
import type { FormShape } from '../shape/form.shape.js';
import type { FormValues } from '../shape/form.values.js';
import { fileList } from './file.list.js';
import { formText } from './form.text.js';

export interface FormDraft {
  draft: TicketDraft;
  blobs: Map<string, Uint8Array>;
}

export async function formDraft(
  form: PostedForm,
  values: FormValues,
  {
    shape,
    settings,
    transport,
    raw,
  }: { shape: FormShape; settings: FormSettings; transport: FormTransport; raw: Uint8Array },
): Promise<FormDraft> {
  const { contact } = values;
  const { attachments, blobs, warnings } = await fileList(form.files);
  const { fields, faults } = soundFields(values, shape);
  const isWritable = isAddress(contact.email);
  const draft: TicketDraft = {
    kind: shape.kind?.key ?? 'inquiry',
    subject: contact.subject || shape.kind?.title || settings.title || 'A form was filled in',
    requester: {
      name: contact.name || (isWritable ? '' : contact.email || contact.phone),
      ...(isWritable ? { address: plainAddress(contact.email) } : {}),
      ...(contact.phone === '' ? {} : { phone: contact.phone }),
    },
    to: [],
    cc: [],
    text: formText(values, shape),
    html: null,
    attachments,
    messageId: null,
    inReplyTo: null,
    references: [],
    automatic: notAutomatic(),
    forwardedBy: null,
    sentAt: null,
    deliveredTo: [],
    // What was taken twice is known at the door: two forms that say the same are two.
    contentKey: createHash('sha256')
      .update(transport.identity ?? raw)
      .digest('hex'),
    fields,
    warnings: [...form.warnings, ...warnings, ...faults],
  };
  return { draft, blobs };
}

/** The kind may have changed since the post was taken: a value that does not fit any more is said, and left to the text. */
function soundFields(
  { fields, others }: FormValues,
  shape: FormShape,
): { fields: Record<string, unknown>; faults: string[] } {
  if (!shape.kind) return { fields: grouped(others), faults: [] };
  const faults = checkFields(shape.schema, fields, { partial: true });
  const wrong = new Set(
    faults.map(({ pointer }) => pointer.split('/')[1]?.replaceAll('~1', '/').replaceAll('~0', '~')),
  );
  return {
    fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !wrong.has(name))),
    faults: faults.map(({ detail }) => detail),
  };
}

/** Any fields: each under its name, several values of one name as a list. */
function grouped(others: FormValues['others']): Record<string, unknown> {
  const byName = new Map<string, unknown[]>();
  for (const [name, value] of others) byName.set(name, [...(byName.get(name) ?? []), value]);
  return Object.fromEntries([...byName].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
