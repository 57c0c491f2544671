// Who a person is, and what they may do where.
import type { Department } from '#api';
import { Field, inputClass, tickClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { faultAt } from '../sheet/fault-at.js';
import sheet from '../sheet/sheet.module.css';
import { type MemberDraft, withRole } from './member.draft.js';
import { ROLES } from './member-words.js';
import styles from './members.module.css';

type Props = {
  draft: MemberDraft;
  departments: readonly Department[];
  faults: readonly Fault[];
  /** Nobody else could give the right back. */
  lastAdmin?: boolean;
  onChange: (draft: MemberDraft) => void;
};

export function MemberFields({ draft, departments, faults, lastAdmin = false, onChange }: Props) {
  const missing = faultAt(faults, '/memberships');
  return (
    <>
      <Field label="Name" error={faultAt(faults, '/name')}>
        <input
          className={inputClass}
          maxLength={80}
          data-autofocus
          autoComplete="off"
          value={draft.name}
          aria-invalid={Boolean(faultAt(faults, '/name'))}
          onChange={event => onChange({ ...draft, name: event.currentTarget.value })}
        />
      </Field>
      <Field label="Email address" hint="they sign in with it" error={faultAt(faults, '/email')}>
        <input
          type="email"
          className={inputClass}
          maxLength={254}
          autoComplete="off"
          value={draft.email}
          aria-invalid={Boolean(faultAt(faults, '/email'))}
          onChange={event => onChange({ ...draft, email: event.currentTarget.value })}
        />
      </Field>
      <fieldset className={styles.rights} aria-invalid={Boolean(missing)}>
        <legend className={styles.legend}>What they may do</legend>
        <ul>
          {departments.map(({ id, name }) => (
            <li key={id} className={styles.right}>
              <label htmlFor={`role-${id}`}>
                <bdi>{name}</bdi>
              </label>
              <select
                id={`role-${id}`}
                className={inputClass}
                value={draft.roles[id] ?? ''}
                onChange={event =>
                  onChange(withRole(draft, id, event.currentTarget.value as Parameters<typeof withRole>[2]))
                }
              >
                <option value="">No part in it</option>
                {ROLES.map(({ role, title, about }) => (
                  <option key={role} value={role}>
                    {title}: {about}
                  </option>
                ))}
              </select>
            </li>
          ))}
        </ul>
        {missing && (
          <span className={sheet.fault} role="alert">
            {missing}
          </span>
        )}
        <label className={tickClass}>
          <input
            type="checkbox"
            checked={draft.isAdmin}
            disabled={lastAdmin}
            onChange={event => onChange({ ...draft, isAdmin: event.currentTarget.checked })}
          />
          Administrator: sees every rail, and changes how the company is set up
        </label>
        {lastAdmin && (
          <p className={styles.hint}>
            The last administrator: without them nobody could change anything any more. Make somebody else an
            administrator first.
          </p>
        )}
      </fieldset>
    </>
  );
}
