// Where the words of a search were found, as the contract says it. Pure.
import type { Found } from '#api';
import type { FoundRow } from '#store';

const WAYS: Record<string, Found['where']> = {
  email: 'mail',
  phone: 'call',
  form: 'form',
  edi: 'document',
  colleague: 'forward',
};
const TYPES: Record<string, Found['where']> = {
  note: 'note',
  reply: 'reply',
  call: 'call',
  handoff: 'handoff',
  delivery: 'report',
};

export function foundView({ entryId, type, at, channelKind, isDocument, pieces }: FoundRow): Found {
  const where = isDocument ? 'document' : (TYPES[type] ?? WAYS[channelKind ?? ''] ?? 'message');
  return { where, entryId, at: at.toISOString(), pieces };
}
