// Who does it: one of those who work the rail, or nobody yet.
import { inputClass } from '../../dialog/frame/dialog-frame.js';

type Props = {
  owners: { id: number; name: string }[];
  value: number | null;
  onChange: (id: number | null) => void;
  /** Where no label stands beside it. */
  label?: string;
};

export function OwnerSelect({ owners, value, onChange, label }: Props) {
  return (
    <select
      className={inputClass}
      aria-label={label}
      value={value ?? ''}
      onChange={event => onChange(event.currentTarget.value ? Number(event.currentTarget.value) : null)}
    >
      <option value="">Nobody yet</option>
      {owners.map(owner => (
        <option key={owner.id} value={owner.id}>
          {owner.name}
        </option>
      ))}
    </select>
  );
}
