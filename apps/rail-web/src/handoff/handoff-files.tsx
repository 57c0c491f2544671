// Papers that go along: files of the conversation, and which rule of the kind each fulfils ("a drawing as PDF or STEP").
import type { AttachmentRule, EditHandoff, Handoff } from '#api';
import { attachmentPath } from '../api/ticket/ticket.api.js';
import type { Fault } from '../form/field.shape.js';
import { sizeWords } from '../rail/words/time-words.js';
import styles from './handoff-panel.module.css';

type HandoffFile = Handoff['available'][number];
type Chosen = EditHandoff['attachments'];
type Props = {
  rules: AttachmentRule[];
  available: HandoffFile[];
  chosen: Chosen;
  faults: Fault[];
  onChange: (chosen: Chosen) => void;
};

/** The first rule that the file's ending fits; null: just enclosed. */
export function ruleFor(filename: string, rules: readonly AttachmentRule[]): string | null {
  const ending = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  return rules.find(rule => rule.endings.length === 0 || rule.endings.includes(ending))?.key ?? null;
}

export function HandoffFiles({ rules, available, chosen, faults, onChange }: Props) {
  if (rules.length === 0 && available.length === 0) return null;
  const put = (file: HandoffFile, on: boolean): void =>
    onChange(
      on
        ? [...chosen, { id: file.id, rule: ruleFor(file.filename, rules) }]
        : chosen.filter(known => known.id !== file.id),
    );
  const setRule = (id: number, rule: string): void =>
    onChange(chosen.map(known => (known.id === id ? { id, rule: rule || null } : known)));
  return (
    <fieldset className={styles.files}>
      <legend className={styles.partTitle}>Papers</legend>
      {rules.map(rule => {
        const wrong = faults.filter(fault => fault.pointer === `/attachments/${rule.key}`);
        return (
          <p key={rule.key} className={styles.rule} data-wrong={wrong.length > 0 || undefined}>
            {rule.title}
            {rule.endings.length > 0 && ` (${rule.endings.join(', ')})`}
            {rule.required && ' needed'}
            {wrong.length > 0 && <span className={styles.fault}>{wrong.map(fault => fault.detail).join(' ')}</span>}
          </p>
        );
      })}
      {available.length === 0 && <p className={styles.more}>The conversation holds no files.</p>}
      {available.map(file => {
        const mine = chosen.find(known => known.id === file.id);
        return (
          <div key={file.id} className={styles.file}>
            <label className={styles.fileName}>
              <input
                type="checkbox"
                checked={mine !== undefined}
                onChange={event => put(file, event.currentTarget.checked)}
              />
              <bdi>{file.filename || 'without a name'}</bdi>
              <span className={`tab ${styles.more}`}>{sizeWords(file.size)}</span>
            </label>
            <a href={attachmentPath(file.id)} target="_blank" rel="noopener noreferrer" className={styles.show}>
              Show<span className="unseen"> {file.filename}</span>
            </a>
            {mine && rules.length > 0 && (
              <select
                className={styles.ruleChoice}
                aria-label={`What ${file.filename} is`}
                value={mine.rule ?? ''}
                onChange={event => setRule(file.id, event.currentTarget.value)}
              >
                <option value="">Just enclosed</option>
                {rules.map(rule => (
                  <option key={rule.key} value={rule.key}>
                    {rule.title}
                  </option>
                ))}
              </select>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
