// The files of one reply, from its writer's pad into the mail. Guarantees: only one's own, of this ticket; together no more than the mailbox sends.
import type { ReplyFile } from '#channels';
import { bytesOf, type FilesAlong, GONE, lyingFiles, type Tx } from '#store';
import { megabytes } from '#tickets';
import { RequestFault } from '../../http/request.fault.js';
import { fileLimitOf, type Mailbox } from './reply.desk.js';

/** Throws TICKET.FILE_GONE (naming which) or REPLY.FILES_TOO_LARGE. */
export async function filesFor(tx: Tx, ticketId: number, mailbox: Mailbox, along: FilesAlong): Promise<ReplyFile[]> {
  const lying = await lyingFiles(tx, ticketId, along);
  if (lying.outcome === 'gone') throw new RequestFault(GONE.code, GONE.detail, { errors: lying.errors });
  refuseTooLarge(lying.files, fileLimitOf(mailbox));
  return bytesOf(tx, lying.files);
}

/** Throws REPLY.FILES_TOO_LARGE. */
export function refuseTooLarge(files: readonly { size: number }[], limitBytes: number): void {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > limitBytes)
    throw new RequestFault(
      'REPLY.FILES_TOO_LARGE',
      `The files have ${megabytes(bytes, 'up')} together; one mail takes ${megabytes(limitBytes)}`,
    );
}
