// Of a kind that works in several ways, exactly one is chosen.
import type { ChannelKindView } from '#api';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import styles from './channels.module.css';
import { wholeSchema } from './form/settings.schema.js';

type Props = { kind: ChannelKindView; chosen: string; onChange: (part: string) => void };

export function PartChoice({ kind, chosen, onChange }: Props) {
  const parts = wholeSchema(kind).properties ?? {};
  return (
    <div className={styles.narrow}>
      <Field label={kind.exactlyOne?.title ?? ''}>
        <select className={inputClass} value={chosen} onChange={event => onChange(event.currentTarget.value)}>
          {kind.exactlyOne?.of.map(name => (
            <option key={name} value={name}>
              {parts[name]?.title ?? name}
            </option>
          ))}
        </select>
      </Field>
    </div>
  );
}
