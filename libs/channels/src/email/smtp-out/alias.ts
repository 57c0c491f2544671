// From which of a mailbox's addresses an answer leaves. Pure.

/**
 * The alias that the sender wrote to, else the mailbox's first address.
 * @param detail of the entry that is answered: deliveredTo: string[]; to, cc: { address }[]. Read with care: it comes from the store.
 */
export function aliasFor(addresses: readonly string[], detail: Record<string, unknown>): string {
  const own = new Map(addresses.map(address => [address.toLowerCase(), address]));
  // Where it was delivered to comes first: a mailbox in blind copy stands neither in To nor in Cc.
  const named = [...list(detail.deliveredTo), ...list(detail.to).map(addressOf), ...list(detail.cc).map(addressOf)];
  const alias = named.map(address => own.get(String(address).trim().toLowerCase())).find(one => one !== undefined);
  return alias ?? addresses[0]!;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const addressOf = (value: unknown): unknown => (value as { address?: unknown } | null)?.address;
