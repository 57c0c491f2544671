// What a message would become: a sample that is dropped here, or one of the last messages of the channel. Nothing is written.
import { useState } from 'react';
import type { ChannelPreview } from '#api';
import { previewChannel } from '../../../api/channel/channel.api.js';
import { MessageChoice } from './message-choice.js';
import { PreviewResult } from './preview-result.js';
import { type Sample, SampleDrop } from './sample-drop.js';
import styles from './try.module.css';
import { type TryProps, tellRefusal } from './try-props.js';

type Shown = { name: string; result: ChannelPreview };

export function PreviewPanel({ channelId, typed, isFit, onFaults }: TryProps) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [busy, setBusy] = useState(false);
  const preview = async (name: string, sample: Sample): Promise<void> => {
    setBusy(true);
    setShown(null);
    try {
      if (!(await isFit()) || typed.departmentId === null) return;
      const { kind, departmentId, settings } = typed;
      setShown({ name, result: await previewChannel({ channelId, kind, departmentId, settings, sample }) });
    } catch (error) {
      tellRefusal(error, onFaults);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.preview}>
      <SampleDrop busy={busy} onSample={(name, sample) => void preview(name, sample)} />
      {channelId !== null && (
        <MessageChoice channelId={channelId} busy={busy} onSample={(name, sample) => void preview(name, sample)} />
      )}
      <div role="status">
        {busy && <p className={styles.soft}>Reading the message…</p>}
        {shown && <PreviewResult name={shown.name} preview={shown.result} />}
      </div>
    </div>
  );
}
