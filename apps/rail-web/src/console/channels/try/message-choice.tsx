// One of the last messages of a channel, to see what it would become with the settings that are typed now.
import { useQuery } from '@tanstack/react-query';
import { readSamples, samplesKey } from '../../../api/channel/channel.api.js';
import { Field, inputClass } from '../../../dialog/frame/dialog-frame.js';
import { useNow } from '../../../rail/use-now.js';
import { clockWords } from '../../../rail/words/time-words.js';
import type { Sample } from './sample-drop.js';
import styles from './try.module.css';

type Props = { channelId: number; busy: boolean; onSample: (name: string, sample: Sample) => void };

export function MessageChoice({ channelId, busy, onSample }: Props) {
  const now = useNow();
  const samples = useQuery({ queryKey: samplesKey(channelId), queryFn: () => readSamples(channelId), staleTime: 0 });
  if (samples.isError)
    return <p className={styles.soft}>The last messages cannot be read now. Drop a sample instead.</p>;
  if (!samples.data) return <p className={styles.soft}>Reading the last messages…</p>;
  if (samples.data.length === 0) return <p className={styles.soft}>Nothing came in here yet.</p>;
  return (
    <Field label="Or one of the last messages" hint={samples.data.length === 100 ? 'of 100' : undefined}>
      <select
        className={inputClass}
        value=""
        disabled={busy}
        onChange={event => {
          const chosen = samples.data.find(one => one.id === Number(event.currentTarget.value));
          if (chosen) onSample(chosen.subject || `Message ${chosen.id}`, { messageId: chosen.id });
        }}
      >
        <option value="">Choose one</option>
        {samples.data.map(({ id, receivedAt, from, subject }) => (
          <option key={id} value={id}>
            {[clockWords(receivedAt, now), from, subject || 'no subject'].filter(Boolean).join(' · ')}
          </option>
        ))}
      </select>
    </Field>
  );
}
