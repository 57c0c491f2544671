// What the IMAP test servers have in common, and appending mail to them over IMAP itself.
import { ImapFlow } from 'imapflow';

export interface MailServer {
  host: string;
  port: number;
  user: string;
  password: string;
  /** Puts a mail into the folder, as a delivery would. */
  append(raw: string | Buffer, folder?: string, arrived?: Date): Promise<void>;
  /** Each mail of the folder with its UID and flags, rising. */
  list(folder?: string): Promise<{ uid: number; flags: string[] }[]>;
  /** Deletes one mail for good. */
  expunge(uid: number): Promise<void>;
  stop(): Promise<void>;
}

type Access = Pick<MailServer, 'host' | 'port' | 'user' | 'password'>;

/** A second, well-behaved client of the same mailbox. */
export async function withClient<T>(access: Access, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const { host, port, user, password } = access;
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: password },
    logger: false,
  });
  client.on('error', () => client.close());
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}

export async function appendOver(access: Access, raw: string | Buffer, folder: string, arrived?: Date): Promise<void> {
  const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw;
  await withClient(access, client => client.append(folder, bytes, [], arrived));
}

export async function listOver(access: Access, folder: string): Promise<{ uid: number; flags: string[] }[]> {
  return withClient(access, async client => {
    const mailbox = await client.mailboxOpen(folder);
    if (mailbox.exists === 0) return [];
    const rows = await client.fetchAll('1:*', { uid: true, flags: true }, { uid: true });
    return rows.map(row => ({ uid: row.uid, flags: [...(row.flags ?? [])] })).sort((a, b) => a.uid - b.uid);
  });
}

export async function expungeOver(access: Access, uid: number): Promise<void> {
  await withClient(access, async client => {
    await client.mailboxOpen('INBOX');
    await client.messageDelete(String(uid), { uid: true });
  });
}
