// Turns what went wrong on an SFTP connection into a code and one plain sentence for ops.
import { NotReached, whyAway } from '#channels/contract';
import { FolderFault, type FolderFaultCode } from './remote.folder.js';

/** Answers of the server (draft-ietf-secsh-filexfer-02, section 7). */
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;
const NO_CONNECTION = 6;
const CONNECTION_LOST = 7;

const UNREACHABLE = /^E(CONNREFUSED|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|TIMEDOUT)$/;

/** @param refusedKey  fingerprint of a host key that nobody named, where that is why */
export function connectFault(error: unknown, place: string, refusedKey: string | null): FolderFault {
  const fault = (code: FolderFaultCode, text: string) => new FolderFault(code, text, { cause: error });
  if (refusedKey !== null)
    return fault(
      'EDI.HOST_KEY',
      `${place} shows the host key ${refusedKey}, which the channel does not name. Ask its owner; nothing was sent to it.`,
    );
  if (error instanceof NotReached) return fault('EDI.UNREACHABLE', error.message);
  const said = wordsOf(error);
  if (/privateKey|private key|passphrase/i.test(said))
    return fault('EDI.AUTH', `The private key of the channel cannot be read: ${said}`);
  if (/authentication/i.test(said))
    return fault('EDI.AUTH', `${place} refused the sign-in: neither the key nor the password was taken.`);
  if (UNREACHABLE.test(String(codeOf(error))) || /timed out/i.test(said))
    return fault('EDI.UNREACHABLE', `${place} cannot be reached: ${whyAway(`${String(codeOf(error))} ${said}`)}`);
  return fault('EDI.CLOSED', `No SFTP connection to ${place}: ${said}`);
}

export function operationFault(error: unknown, path: string, server: string, isOver: boolean): FolderFault {
  if (error instanceof FolderFault) return error;
  const fault = (code: FolderFaultCode, text: string) => new FolderFault(code, text, { cause: error });
  const code = codeOf(error);
  const name = path === '.' ? 'The folder itself' : `"${path}"`;
  if (code === NO_SUCH_FILE) return fault('EDI.MISSING', `${name} is not there`);
  if (code === PERMISSION_DENIED) return fault('EDI.NO_PERMISSION', `${name} may not be used by this user`);
  if (isOver || code === NO_CONNECTION || code === CONNECTION_LOST || /no response from server/i.test(wordsOf(error)))
    return fault('EDI.CLOSED', `The connection to ${server} ended.`);
  if (/space|quota/i.test(wordsOf(error)))
    return fault('EDI.NO_SPACE', `${name} cannot be written: there is no space left`);
  return fault('EDI.UNREADABLE', `${name} cannot be used: ${wordsOf(error)}`);
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** Without the names of the client's own functions in front. */
const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/^(?:[\w>-]+: )+/, '');
