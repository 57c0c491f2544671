// What is wrong with a folder, in plain words with the next thing to try. Pure.
import { StepFault } from '#channels/contract';
import { FolderFault, type FolderFaultCode } from '../transport/folder/remote.folder.js';

const NEXT: Record<FolderFaultCode, string> = {
  'EDI.MISSING': 'Check the path. A share has to be mounted on each machine that runs a router, under the same path.',
  'EDI.NO_PERMISSION':
    'Give the user of this process (of SFTP: the user of the settings) the right to read and write there.',
  'EDI.NO_SPACE': 'The disk, or the share of this user, is full: make room.',
  'EDI.UNREADABLE': 'Look at the folder by hand; it may be on a disk or a share that has a fault.',
  'EDI.UNREACHABLE': 'Check host and port; a firewall between here and there may swallow what is sent.',
  'EDI.HOST_KEY': 'Ask the owner of the server for its host key on another way, and enter that one.',
  'EDI.AUTH': 'Enter the user and the key or password again; the owner of the server has to know the public key.',
  'EDI.SILENT': 'Try it again; if it stays so, ask the owner of the server.',
  'EDI.CLOSED': 'Try it again; the server may have too many connections, or allow no SFTP for this user.',
};

/** What is no fault of the folder goes on as it is. */
export function folderFault(error: unknown): unknown {
  if (!(error instanceof FolderFault)) return error;
  const words = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  return new StepFault(words, NEXT[error.code], { cause: error });
}
