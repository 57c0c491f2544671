// All versions of a definition, and what differs between any two, in words.
import { useEffect, useId, useRef, useState } from 'react';
import { inputClass } from '../../dialog/frame/dialog-frame.js';
import { Differences } from '../../form/differences.js';
import { momentWords } from '../../rail/words/time-words.js';
import { Labelled } from '../fields/labelled.js';
import styles from './definition.module.css';

type Version = { version: number; createdAt: string; createdBy: string | null };
type Props = {
  area: 'kinds' | 'contracts';
  definition: string;
  /** The newest first. */
  versions: readonly Version[];
  /** What an address asked to see beside each other. */
  asked: { from: number; to: number } | null;
};

export function Versions({ area, definition, versions, asked }: Props) {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  // Who asked for two versions by an address wants to see them, not the form above.
  useEffect(() => {
    if (asked) section.current?.scrollIntoView({ block: 'start' });
  }, [asked?.from, asked?.to]);
  const [newest, before] = versions;
  const [chosen, setChosen] = useState<{ from: number; to: number } | null>(null);
  const pair = chosen ?? asked ?? (newest && before ? { from: before.version, to: newest.version } : null);
  return (
    <section ref={section} className={styles.versions} aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        Versions
      </h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Saved</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((one, place) => (
            <tr key={one.version}>
              <th scope="row" className="mono tab">
                {one.version}
                {place === 0 && <span className={styles.hint}> now</span>}
              </th>
              <td className="tab">{momentWords(one.createdAt)}</td>
              <td>{one.createdBy ?? 'Came with the product'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pair ? (
        <>
          <div className={styles.compare}>
            <VersionSelect
              label="What changed from"
              versions={versions}
              value={pair.from}
              onChange={from => setChosen({ ...pair, from })}
            />
            <VersionSelect label="to" versions={versions} value={pair.to} onChange={to => setChosen({ ...pair, to })} />
          </div>
          <div className={styles.differences}>
            <Differences area={area} definition={definition} {...pair} />
          </div>
        </>
      ) : (
        <p className={styles.none}>Saving adds a version; then what changed is said here.</p>
      )}
    </section>
  );
}

type SelectProps = { label: string; versions: readonly Version[]; value: number; onChange: (version: number) => void };

function VersionSelect({ label, versions, value, onChange }: SelectProps) {
  return (
    <Labelled label={label}>
      <select className={inputClass} value={value} onChange={event => onChange(Number(event.currentTarget.value))}>
        {versions.map(({ version }) => (
          <option key={version} value={version}>
            version {version}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
