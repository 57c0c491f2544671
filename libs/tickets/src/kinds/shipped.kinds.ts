// The kinds that come with the product: installed into an empty database as version 1, and from then on the company's own.
import { KindBook } from './kind.book.js';
import type { TicketKind } from './kind.js';
import { customerKinds } from './shipped/customer.kinds.js';
import { internalKinds } from './shipped/internal.kinds.js';

export const shippedKinds: readonly TicketKind[] = [...customerKinds, ...internalKinds];
export const shippedBook = new KindBook(shippedKinds);
