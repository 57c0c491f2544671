// Keys of hashed columns: an address or a Message-ID of 9 kB must not fail an index.
import { hash } from 'node:crypto';
import { messageIdKey } from '#tickets';

export const sha256 = (bytes: Uint8Array | string): Buffer => hash('sha256', bytes, 'buffer');

/** contact.address_key, ticket_participant.address_key: SHA-256 of the lower-cased address. */
export const addressKey = (address: string): Buffer => sha256(address.toLowerCase());

/** mail_thread.message_id_key. */
export const threadKey = (messageId: string): Buffer => Buffer.from(messageIdKey(messageId), 'hex');
