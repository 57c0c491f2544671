// The frame of a text's form: who was first is said at the foot, where saving and deleting stand. Ctrl/Cmd-Enter saves.
import { type ReactNode, type RefObject, useState } from 'react';
import { actionsClass, DialogFrame } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { Overtaken } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import styles from './texts.module.css';

type Props = {
  box: RefObject<HTMLFormElement | null>;
  title: string;
  what: 'template' | 'macro';
  readOnly: boolean;
  overtaken: boolean;
  busy: boolean;
  onReload: () => void;
  onSave: () => void;
  /** Left out for one that is new. */
  onDelete?: () => void;
  children: ReactNode;
};

export function EditorFrame(props: Props) {
  const { box, title, what, readOnly, overtaken, busy, onReload, onSave, onDelete, children } = props;
  const [asks, setAsks] = useState(false);
  return (
    <form
      ref={box}
      noValidate
      className={sheet.sheet}
      onKeyDown={event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !readOnly) onSave();
      }}
      onSubmit={event => {
        event.preventDefault();
        onSave();
      }}
    >
      <h2 className={sheet.title}>{title}</h2>
      {readOnly && (
        <p className={`${sheet.note} ${styles.readOnly}`}>
          You may use this {what}. Those who keep it change it: ask your supervisor.
        </p>
      )}
      <fieldset className={styles.fields} disabled={readOnly}>
        <legend className="unseen">{title}</legend>
        {children}
      </fieldset>
      {overtaken && (
        <Overtaken onReload={onReload}>
          Somebody saved this {what} since you opened it. What you changed here is not saved.
        </Overtaken>
      )}
      {!readOnly && (
        <div className={sheet.foot}>
          {onDelete && (
            <Button weight="quiet" className={sheet.footStart} onClick={() => setAsks(true)}>
              Delete…
            </Button>
          )}
          <Button weight="main" type="submit" hint="Ctrl ↵" busy={busy} disabled={overtaken}>
            Save
          </Button>
        </div>
      )}
      {asks && onDelete && (
        <DialogFrame
          title={`Delete “${title}”?`}
          lead={`Nobody can use this ${what} any more. What was written with it stays.`}
          onClose={() => setAsks(false)}
        >
          <div className={actionsClass}>
            <Button onClick={() => setAsks(false)}>Keep it</Button>
            <Button weight="main" busy={busy} onClick={onDelete}>
              Delete
            </Button>
          </div>
        </DialogFrame>
      )}
    </form>
  );
}
