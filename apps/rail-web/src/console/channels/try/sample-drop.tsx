// Where a sample is dropped, or chosen from the files: a mail (.eml), an interchange, a log.
import { type DragEvent, useState } from 'react';
import { say } from '../../../act/say.js';
import { sizeWords } from '../../../rail/words/time-words.js';
import { base64Of, LARGEST_SAMPLE } from './sample-bytes.js';
import styles from './try.module.css';

export type Sample = { fileName: string; contentBase64: string } | { messageId: number };
type Props = { busy: boolean; onSample: (name: string, sample: Sample) => void };

export function SampleDrop({ busy, onSample }: Props) {
  const [over, setOver] = useState(false);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file || busy) return;
    if (file.size === 0) say('This file is empty.');
    else if (file.size > LARGEST_SAMPLE) say(`A sample has ${sizeWords(LARGEST_SAMPLE)} at most.`);
    else
      onSample(file.name, { fileName: file.name, contentBase64: base64Of(new Uint8Array(await file.arrayBuffer())) });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <label
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span>
        <b>Drop a message here</b>, or choose a file: a mail as .eml, an interchange, a line of a log.
      </span>
      <input
        type="file"
        disabled={busy}
        onChange={event => {
          const input = event.currentTarget;
          void take(input.files?.[0]);
          // The same file may be chosen again after it was changed.
          input.value = '';
        }}
      />
    </label>
  );
}
