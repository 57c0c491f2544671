// Why a search found this ticket: where the words stand, and the piece of text around them. Text only: what somebody wrote is never markup here.
import type { Found } from '#api';
import styles from './found-line.module.css';
import { foundWords } from './words/found-words.js';

export function FoundLine({ found, now }: { found: Found; now: number }) {
  return (
    <span className={styles.found} data-found={found.where}>
      <span className={styles.where}>{foundWords(found, now)}: </span>
      <bdi className={styles.text} dir="auto">
        {found.pieces.map((piece, i) => (piece.found ? <mark key={i}>{piece.text}</mark> : piece.text))}
      </bdi>
    </span>
  );
}
