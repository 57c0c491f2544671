// What templates and macros share: a title, whose it is, and for which kind.
import type { Department, Kind } from '#api';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { faultAt } from '../sheet/fault-at.js';

type Values = { title: string; kind: string | null; departmentId: number | null };
type Props = {
  values: Values;
  department: Department;
  kinds: readonly Kind[];
  faults: readonly Fault[];
  isAdmin: boolean;
  onChange: (part: Partial<Values>) => void;
};

export function CommonFields({ values, department, kinds, faults, isAdmin, onChange }: Props) {
  const { title, kind, departmentId } = values;
  return (
    <>
      <Field label="Title" error={faultAt(faults, '/title')}>
        <input
          className={inputClass}
          maxLength={80}
          value={title}
          aria-invalid={Boolean(faultAt(faults, '/title'))}
          onChange={event => onChange({ title: event.currentTarget.value })}
        />
      </Field>
      {isAdmin && (
        <Field label="For" error={faultAt(faults, '/departmentId')}>
          <select
            className={inputClass}
            value={departmentId ?? ''}
            onChange={event => onChange({ departmentId: event.currentTarget.value ? department.id : null })}
          >
            <option value={department.id}>{department.name}</option>
            <option value="">All departments</option>
          </select>
        </Field>
      )}
      <Field label="Kind of ticket" error={faultAt(faults, '/kind')}>
        <select
          className={inputClass}
          value={kind ?? ''}
          aria-invalid={Boolean(faultAt(faults, '/kind'))}
          onChange={event => onChange({ kind: event.currentTarget.value || null })}
        >
          <option value="">Every kind</option>
          {kind && !kinds.some(one => one.key === kind) && <option value={kind}>{kind}</option>}
          {kinds.map(one => (
            <option key={one.key} value={one.key}>
              {one.title}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}
