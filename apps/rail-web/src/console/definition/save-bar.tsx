// The foot of an editor: what saving would change, what is wrong, and what to do when somebody else was faster.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { differenceWords } from '../../form/difference-words.js';
import type { Fault } from '../../form/field.shape.js';
import { Button } from '../../look/button.js';
import styles from './definition.module.css';
import type { Editor } from './use-editor.js';

type Props = {
  editor: Editor<unknown>;
  /** What one is called: `kind`. */
  what: string;
  /** Where the versions stand beside each other. */
  differences: (from: number, to: number) => string;
  onTheirs: () => void;
  /** What saving is called here, and what was done by it. */
  verb?: readonly [does: string, done: string];
  /** What can be done before. */
  acts?: ReactNode;
};

const SAVE = ['Save', 'saved'] as const;

export function SaveBar({ editor, what, differences, onTheirs, verb = SAVE, acts }: Props) {
  const { dirty, faults, report, busy, basedOn, conflict } = editor;
  const [does, done] = verb;
  const changes = report?.differences ?? [];
  return (
    <div className={styles.bar}>
      {conflict !== null && (
        <div className={styles.conflict} role="alert">
          {basedOn === 0 ? (
            <p>There is a {what} with this key already. Choose another key, or change that one.</p>
          ) : (
            <>
              <p>
                <strong>
                  Somebody {done} version {conflict} since you opened version {basedOn}.
                </strong>{' '}
                <Link href={differences(basedOn, conflict)}>Look at what they changed</Link>, then keep yours or theirs.
                Yours would take back what they changed, unless you make it again here.
              </p>
              <div className={styles.barActs}>
                <Button onClick={onTheirs}>Take theirs, drop mine</Button>
                <Button onClick={editor.keepMine}>Keep mine, as a version after theirs</Button>
              </div>
            </>
          )}
        </div>
      )}
      {changes.length > 0 && faults.length === 0 && (
        <details className={styles.changes}>
          <summary>
            {changes.length === 1 ? 'One change' : `${changes.length} changes`} of version {report?.currentVersion}
          </summary>
          <ul>
            {changes.map(change => (
              <li key={change.pointer + change.words}>{differenceWords(change)}</li>
            ))}
          </ul>
        </details>
      )}
      <div className={styles.barLine}>
        <p className={styles.barWords} data-wrong={faults.length > 0 || undefined} role="status">
          {wordsOf(dirty, faults, basedOn, done)}
        </p>
        <div className={styles.barActs}>
          <Button weight="quiet" disabled={!dirty || busy} onClick={editor.discard}>
            Discard
          </Button>
          {acts}
          <Button
            weight="main"
            busy={busy}
            disabled={!dirty || (conflict !== null && basedOn > 0)}
            onClick={() => void editor.save()}
          >
            {does} as version {basedOn + 1}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** What is wrong first stands here too: its place may be out of sight. */
function wordsOf(dirty: boolean, faults: readonly Fault[], basedOn: number, done: string): string {
  if (!dirty) return basedOn === 0 ? 'Nothing is typed yet.' : `This is version ${basedOn}, as it is ${done}.`;
  const [first, ...more] = faults;
  if (first)
    return `${more.length === 0 ? 'One thing is' : `${faults.length} things are`} to be corrected: ${first.detail}`;
  return `Not ${done} yet.`;
}
