// A photo, a voice memo, a file: each clipped to the slip, each with its way off again.
import { useEffect, useState } from 'react';
import { sayWrong } from '../act/say.js';
import { Button } from '../look/button.js';
import { Icon, type IconName } from '../look/icons.js';
import { sizeWords } from '../rail/words/time-words.js';
import styles from './forward.module.css';
import { smallPicture } from './picture.js';
import { type Clip, MOST_CLIPS } from './telling/telling.js';
import { canRecord, useRecorder } from './telling/use-recorder.js';
import { clipOf } from './telling/use-telling.js';

type Props = { clips: Clip[]; error?: string; onChange: (clips: Clip[]) => void };

export function ClipFields({ clips, error, onChange }: Props) {
  const add = async (files: File[]): Promise<void> => {
    const small = await Promise.all(files.map(smallPicture));
    if (clips.length + small.length > MOST_CLIPS) sayWrong(`At most ${MOST_CLIPS} files.`, 'The others were left out.');
    onChange([...clips, ...small.map(clipOf)].slice(0, MOST_CLIPS));
  };
  const memo = useRecorder(file => void add([file]));
  const record = (): void => {
    memo
      .start()
      .catch(() => sayWrong('The microphone is not open to this page.', 'Allow it in the browser, or write it down.'));
  };
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.label}>Photo, voice memo or file</legend>
      <div className={styles.clipButtons}>
        <FileButton
          id="forward-photo"
          icon="picture"
          label="Photo"
          accept="image/*"
          capture="environment"
          onFiles={add}
        />
        {canRecord() ? (
          memo.seconds === null ? (
            <Button icon="mic" className={styles.clipButton} onClick={record}>
              Voice memo
            </Button>
          ) : (
            <Button icon="close" className={styles.clipButton} onClick={memo.stop}>
              Stop, {memo.seconds} s
            </Button>
          )
        ) : (
          <FileButton id="forward-memo" icon="mic" label="Voice memo" accept="audio/*" capture="user" onFiles={add} />
        )}
        <FileButton id="forward-file" icon="clip" label="File" onFiles={add} />
      </div>
      {clips.length > 0 && (
        <ul className={styles.clips}>
          {clips.map(clip => (
            <li key={clip.id} className={styles.clip}>
              <Thumb clip={clip} />
              <span className={styles.clipName}>
                {clip.name} <span className={styles.hint}>{sizeWords(clip.blob.size)}</span>
              </span>
              <Button
                weight="quiet"
                icon="close"
                aria-label={`Take ${clip.name} off`}
                onClick={() => onChange(clips.filter(one => one.id !== clip.id))}
              />
            </li>
          ))}
        </ul>
      )}
      {error && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

type FileProps = {
  id: string;
  icon: IconName;
  label: string;
  accept?: string;
  capture?: 'environment' | 'user';
  onFiles: (files: File[]) => Promise<void>;
};

function FileButton({ id, icon, label, accept, capture, onFiles }: FileProps) {
  return (
    <label className={`${styles.clipButton} ${styles.fileButton}`}>
      <Icon name={icon} />
      <span>{label}</span>
      <input
        id={id}
        type="file"
        className="unseen"
        accept={accept}
        capture={capture}
        multiple={capture === undefined}
        onChange={event => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file can be chosen again after it was taken off.
          event.currentTarget.value = '';
          if (files.length > 0) void onFiles(files);
        }}
      />
    </label>
  );
}

function Thumb({ clip }: { clip: Clip }) {
  const [address, setAddress] = useState<string | null>(null);
  const isPicture = /^image\/(?:jpeg|png|webp|gif)$/.test(clip.type);
  useEffect(() => {
    if (!isPicture) return;
    const made = URL.createObjectURL(clip.blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [clip, isPicture]);
  if (address) return <img className={styles.thumb} src={address} alt="" />;
  return (
    <span className={styles.thumb}>
      <Icon name={clip.type.startsWith('audio/') ? 'mic' : 'file'} />
    </span>
  );
}
