// Each file of the pad as a chip: its name, its size or how far it has come, what is wrong with it, and a way to take it off.
import type { UploadLimits } from '#api';
import { Button } from '../../look/button.js';
import { Icon } from '../../look/icons.js';
import { sizeWords } from '../../rail/words/time-words.js';
import styles from './files.module.css';
import { sumWords } from './pad-file.js';
import type { Chip } from './use-pad-files.js';

type Props = {
  chips: readonly Chip[];
  limits: UploadLimits;
  /** Takes the focus: the button that had it is gone. */
  onRemoved: () => void;
};

export function FileChips({ chips, limits, onRemoved }: Props) {
  if (chips.length === 0) return null;
  return (
    <div className={styles.files}>
      <ul className={styles.chips} aria-label="Files that go along">
        {chips.map(chip => (
          <FileChip key={chip.key} chip={chip} onRemoved={onRemoved} />
        ))}
      </ul>
      <p className={`tab ${styles.sum}`}>
        {sumWords(
          chips.filter(chip => chip.problem === null),
          limits,
        )}
      </p>
    </div>
  );
}

function FileChip({ chip, onRemoved }: { chip: Chip; onRemoved: () => void }) {
  const { filename, size, share, problem, remove, again } = chip;
  return (
    <li className={styles.chip} data-wrong={problem !== null || undefined}>
      <Icon name={problem === null ? 'file' : 'alert'} className={styles.icon} />
      <span className={styles.about}>
        <bdi className={styles.name} title={filename}>
          {filename}
        </bdi>
        <span className={`tab ${styles.more}`}>
          {problem ??
            (share === null ? sizeWords(size) : `${sizeWords(Math.round(size * share))} of ${sizeWords(size)}`)}
        </span>
        {share !== null && (
          <progress className={styles.bar} max={1} value={share} aria-label={`${filename} is on its way`} />
        )}
      </span>
      {again && (
        <Button small weight="quiet" onClick={again} aria-label={`Try ${filename} again`}>
          Try again
        </Button>
      )}
      <button
        type="button"
        className={styles.remove}
        onClick={() => {
          remove();
          onRemoved();
        }}
        aria-label={share === null ? `Remove ${filename}` : `Stop and remove ${filename}`}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}
