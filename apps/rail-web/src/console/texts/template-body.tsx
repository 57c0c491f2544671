// The words of a template, the variables that may stand in it, and how it reads. A click puts a variable where the caret is.
import { useRef } from 'react';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import { partsOf, type Variable, withVariable } from './template-parts.js';
import styles from './texts.module.css';

type Props = {
  body: string;
  variables: readonly Variable[];
  fault: string | undefined;
  readOnly: boolean;
  onChange: (body: string) => void;
};

export function TemplateBody({ body, variables, fault, readOnly, onChange }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string): void => {
    const { selectionStart: from, selectionEnd: to } = area.current ?? { selectionStart: 0, selectionEnd: 0 };
    const next = withVariable(body, from, to, name);
    onChange(next.body);
    // When React has written the new text, so that the caret stays behind the variable.
    window.setTimeout(() => {
      area.current?.focus();
      area.current?.setSelectionRange(next.caret, next.caret);
    }, 0);
  };
  return (
    <div className={styles.body}>
      <div>
        <Field label="Words" hint="{{name|other words}} where a ticket may have no value" error={fault}>
          <textarea
            ref={area}
            className={`${inputClass} ${styles.words}`}
            rows={14}
            maxLength={10_000}
            dir="auto"
            value={body}
            aria-invalid={fault !== undefined}
            onChange={event => onChange(event.currentTarget.value)}
          />
        </Field>
        {body.includes('{{') && (
          <>
            <h3 className={styles.label}>It reads</h3>
            <Reading body={body} variables={variables} />
          </>
        )}
      </div>
      {!readOnly && (
        <div>
          <h3 className={styles.label}>Put in</h3>
          <ul className={styles.variables}>
            {variables.map(({ name, title, type }) => (
              <li key={name}>
                <button type="button" className={styles.variable} onClick={() => insert(name)}>
                  <span>{title}</span>
                  <span className={styles.type}>{type}</span>
                  <code className={`mono ${styles.name}`}>{name}</code>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Reading({ body, variables }: { body: string; variables: readonly Variable[] }) {
  return (
    <p className={styles.reading} dir="auto">
      {partsOf(body, variables).map((part, i) =>
        'words' in part ? (
          part.words
        ) : (
          <mark key={i} className={styles.place} data-unknown={part.title === null || undefined}>
            {part.title ?? `no variable “${part.name}”`}
            {part.title !== null && part.fallback !== null && `, else “${part.fallback.trim()}”`}
          </mark>
        ),
      )}
    </p>
  );
}
