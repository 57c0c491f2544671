// What would become of a held message now: looked at before it is sent on its way again.
import { useQuery } from '@tanstack/react-query';
import { messageKey, readPreview } from '../../api/channel/ledger.api.js';
import { Failed, Loading } from '../sheet/sheet.js';
import { ruleWords } from '../suppressed/rule-words.js';
import styles from './quarantine.module.css';
import { positionWords, previewWords, reasonWords } from './reason-words.js';

export function HeldPreview({ messageId }: { messageId: number }) {
  // Read anew each time: between two looks somebody corrected something.
  const preview = useQuery({
    queryKey: messageKey(messageId, 'preview'),
    queryFn: () => readPreview(messageId),
    staleTime: 0,
    gcTime: 0,
  });
  if (preview.isFetching) return <Loading words="Reading the message as it would be read now…" />;
  if (!preview.data)
    return (
      <Failed
        error={preview.error!}
        onRetry={() => void preview.refetch()}
        notYours="Supervisors of its rail can look."
      />
    );
  const { drafts, draftCount, suppressed, quarantined } = preview.data;
  return (
    <section className={styles.preview} aria-label="Preview" data-outcome={preview.data.outcome}>
      <p className={styles.reason}>{previewWords(preview.data)}</p>
      {drafts.map((draft, i) => (
        <article key={i} className={styles.draft}>
          <h3 className={styles.reason} dir="auto">
            {draft.subject || 'Without a subject'}
          </h3>
          <p className={styles.soft}>
            <bdi>{draft.requester}</bdi>, as {draft.kind}
            {draft.attachments.length > 0 && `, ${draft.attachments.length} attached`}
          </p>
          <p className={styles.draftText} dir="auto">
            {draft.text}
          </p>
        </article>
      ))}
      {draftCount > drafts.length && <p className={styles.soft}>and {draftCount - drafts.length} more</p>}
      {suppressed && <p className={styles.soft}>{ruleWords(suppressed)}</p>}
      {quarantined.map((fault, i) => (
        <p key={i} className={styles.detail}>
          {fault.part !== null && `Document ${fault.part}: `}
          {[reasonWords(fault.reason), fault.detail, positionWords(fault.position)].filter(Boolean).join(' · ')}
        </p>
      ))}
    </section>
  );
}
