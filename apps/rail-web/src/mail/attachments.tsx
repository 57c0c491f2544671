// What came with a message: name, kind, size; open it, or save it. Pictures that the mail shows itself are not listed twice.
import type { Attachment } from '#api';
import { attachmentPath } from '../api/ticket/ticket.api.js';
import { useEarlierTaker } from '../compose/files/earlier-desk.js';
import { isOffered } from '../compose/files/earlier-files.js';
import { Icon } from '../look/icons.js';
import { sizeWords } from '../rail/words/time-words.js';
import styles from './message.module.css';

const KINDS: [RegExp, string][] = [
  [/^application\/pdf$/, 'PDF'],
  [/^image\//, 'Picture'],
  [/spreadsheet|excel|csv/, 'Table'],
  [/wordprocessing|msword|rtf/, 'Document'],
  [/zip|compressed|x-tar/, 'Archive'],
  [/^message\//, 'Mail'],
  [/^text\/calendar/, 'Date'],
  [/^text\//, 'Text'],
];

const kindWords = (contentType: string): string => KINDS.find(([pattern]) => pattern.test(contentType))?.[1] ?? 'File';

type Props = {
  list: Attachment[];
  /** The HTML on screen, when it is on screen. */
  shown: string | null;
  /** Of somebody who is not verified: nothing of it is given on. */
  held?: boolean;
};

export function Attachments({ list, shown, held = false }: Props) {
  const take = useEarlierTaker();
  const files = list.filter(
    file => !(file.inline && file.contentId && shown?.toLowerCase().includes(`cid:${file.contentId.toLowerCase()}`)),
  );
  if (files.length === 0) return null;
  return (
    <ul className={styles.files} aria-label="Attachments">
      {files.map(file => (
        <li key={file.id} className={styles.file}>
          <Icon name={file.contentType.startsWith('image/') ? 'picture' : 'file'} className={styles.fileIcon} />
          <span>
            <a
              className={styles.fileName}
              href={attachmentPath(file.id)}
              target="_blank"
              rel="noopener noreferrer"
              title={file.filename}
            >
              <bdi>{file.filename || 'without a name'}</bdi>
            </a>
            <span className={styles.fileMore}>
              {kindWords(file.contentType)} · <span className="tab">{sizeWords(file.size)}</span>
            </span>
          </span>
          {take && !held && isOffered(file) && (
            <button
              type="button"
              className={styles.save}
              onClick={() => take(file.id)}
              aria-label={`Attach ${file.filename} to your answer`}
              title="Attach it to your answer"
            >
              <Icon name="clip" />
            </button>
          )}
          <a
            className={styles.save}
            href={attachmentPath(file.id)}
            download={file.filename}
            aria-label={`Save ${file.filename}`}
          >
            <Icon name="download" />
          </a>
        </li>
      ))}
    </ul>
  );
}
