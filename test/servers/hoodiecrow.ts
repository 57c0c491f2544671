// An IMAP server inside the test process, for machines without Dovecot: no MOVE, no real files, but the same protocol.
import { createRequire } from 'node:module';
import type { AddressInfo, Server, Socket } from 'node:net';
import { expungeOver, listOver, type MailServer } from './mail-server.js';

export interface Hoodiecrow extends MailServer {
  /** Cuts every connection; the server stays. */
  cutConnections(): void;
  /** From now on this is the only access token that signs in (XOAUTH2). */
  acceptToken(token: string): void;
  /** Gives the INBOX a new UIDVALIDITY and new UIDs; the mails stay. */
  changeUidValidity(): Promise<void>;
}

interface StoredMail {
  uid: number;
  raw: string;
}
interface Folder {
  uidvalidity: number;
  uidnext: number;
  messages: StoredMail[];
}
interface HoodiecrowServer {
  users: Record<string, { password: string; xoauth2: { accessToken: string } }>;
  server: Server;
  listen(port: number, host: string, ready: () => void): void;
  close(done: () => void): void;
  appendMessage(folder: string, flags: string[], internalDate: false, raw: string): void;
  getMailbox(path: string): Folder;
}

type StartHoodiecrow = (options: object) => HoodiecrowServer;
const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as StartHoodiecrow;

export async function startHoodiecrow(): Promise<Hoodiecrow> {
  const server = hoodiecrow({
    plugins: ['ID', 'IDLE', 'NAMESPACE', 'UIDPLUS', 'LITERALPLUS', 'UNSELECT', 'ENABLE', 'SASL-IR', 'XOAUTH2'],
    users: { testuser: { password: 'testpass', xoauth2: { accessToken: 'none yet', sessionTimeout: 3_600_000 } } },
    storage: { INBOX: {}, '': { separator: '/', folders: { Taken: {} } } },
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', socket => {
    sockets.add(socket);
    // It writes in small pieces; without this each answer waits 40 ms for an acknowledgement.
    socket.setNoDelay(true);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const access = { host: '127.0.0.1', port, user: 'testuser', password: 'testpass' };
  const cutConnections = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    ...access,
    async append(raw, folder = 'INBOX') {
      // It keeps mail as binary text; one character is one byte.
      server.appendMessage(folder, [], false, typeof raw === 'string' ? raw : raw.toString('latin1'));
    },
    list: (folder = 'INBOX') => listOver(access, folder),
    expunge: uid => expungeOver(access, uid),
    cutConnections,
    acceptToken(token) {
      server.users.testuser!.xoauth2.accessToken = token;
    },
    async changeUidValidity() {
      const inbox = server.getMailbox('INBOX');
      inbox.uidvalidity += 1000;
      for (const mail of inbox.messages) {
        mail.uid = inbox.uidnext;
        inbox.uidnext += 1;
      }
      cutConnections();
    },
    async stop() {
      cutConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}
