// What a message would become, which rule decided, and why. Text from outside is shown as text.
import type { ChannelPreview, PreviewDraft } from '#api';
import { Icon } from '../../../look/icons.js';
import { useNow } from '../../../rail/use-now.js';
import { sizeWords } from '../../../rail/words/time-words.js';
import { positionWords, reasonWords } from '../../quarantine/reason-words.js';
import { ruleWords } from '../../suppressed/rule-words.js';
import { sentence } from '../form/fault.places.js';
import styles from './try.module.css';
import { decisionWords, emptyWords, interchangeWords } from './try-words.js';

export function PreviewResult({ name, preview }: { name: string; preview: ChannelPreview }) {
  const now = useNow();
  const { drafts, draftCount, decision, interchanges, suppressed, quarantined } = preview;
  const empty = emptyWords(preview);
  // Said below, with the time.
  const why = (decision?.why ?? []).filter(words => !interchanges.some(one => one.detail === words));
  return (
    <div className={styles.result} data-preview={decision?.outcome ?? 'none'}>
      <p className={styles.soft}>
        <bdi>{name}</bdi>
      </p>
      {decision && <p className={styles.verdict}>{decisionWords(decision, now)}</p>}
      {suppressed !== null && <p className={styles.verdict}>It would be left out. {sentence(ruleWords(suppressed))}</p>}
      {empty && <p className={styles.verdict}>{empty}</p>}
      {why.length > 0 && (
        <ul className={styles.why}>
          {why.map(words => (
            <li key={words}>{sentence(words)}</li>
          ))}
        </ul>
      )}
      {decision?.rule && (
        <p className={styles.soft}>
          Decided by the rule “<bdi>{decision.rule.name}</bdi>”.
        </p>
      )}
      {interchanges.map((one, index) => (
        <p key={index} className={one.outcome === 'itself' ? styles.soft : styles.held} data-interchange={one.outcome}>
          {interchangeWords(one)}
        </p>
      ))}
      {quarantined.map(({ reason, detail, position }) => (
        <p key={`${reason} ${detail} ${positionWords(position)}`} className={styles.held}>
          <b>{reasonWords(reason)}.</b> {detail && sentence(detail)} {positionWords(position)}
        </p>
      ))}
      {drafts.map((draft, index) => (
        <Draft key={index} draft={draft} />
      ))}
      {draftCount > drafts.length && (
        <p className={styles.soft}>
          And {draftCount - drafts.length} more, {draftCount} in all.
        </p>
      )}
    </div>
  );
}

function Draft({ draft }: { draft: PreviewDraft }) {
  const { requester, subject, text, attachments } = draft;
  const reach = requester.address || requester.phone;
  const fields = Object.entries(draft.fields).filter(([, value]) => typeof value !== 'object' || value === null);
  return (
    <article className={styles.slip} aria-label={`Ticket: ${subject || 'no subject'}`}>
      <p className={styles.who}>
        <bdi>{requester.name || reach || 'Nobody is named'}</bdi>
        {requester.name && reach && <span className={styles.soft}> {reach}</span>}
      </p>
      <h3 className={styles.subject}>
        <bdi>{subject || 'No subject'}</bdi>
      </h3>
      {text && <pre className={styles.text}>{text.slice(0, 1_500)}</pre>}
      {fields.length > 0 && (
        <dl className={styles.values}>
          {fields.slice(0, 12).map(([field, value]) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd className="mono">{String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {attachments.length > 0 && (
        <ul className={styles.files}>
          {attachments.map(({ filename, sha256, size }) => (
            <li key={`${filename} ${sha256}`}>
              <Icon name="clip" size={12} /> <bdi>{filename}</bdi> {sizeWords(size)}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
