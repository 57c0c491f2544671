// What a handoff begins with: each field of its kind, and where its value comes from.
import type { Kind } from '#api';
import { inputClass } from '../../dialog/frame/dialog-frame.js';
import { type Fault, fieldsOf } from '../../form/field.shape.js';
import styles from '../definition/definition.module.css';
import { faultAt } from '../fields/row-words.js';
import { sourceGroups, withSource } from './prefill-sources.js';

type Props = {
  kind: Kind | undefined;
  kinds: Kind[];
  prefill: Readonly<Record<string, string>>;
  onChange: (prefill: Record<string, string>) => void;
  faults: Fault[];
};

export function PrefillTable({ kind, kinds, prefill, onChange, faults }: Props) {
  const groups = sourceGroups(kinds);
  const known = new Set(groups.flatMap(group => group.sources.map(source => source.path)));
  const fields = kind ? fieldsOf(kind.schema).map(({ name, title }) => ({ name, title })) : [];
  // What is filled and is no field of the kind any more stays in sight, so that it can be taken away.
  const lost = Object.keys(prefill).filter(name => fields.every(field => field.name !== name));
  const rows = [...fields, ...lost.map(name => ({ name, title: name }))];
  return (
    <section className={styles.wide} aria-label="Prefill">
      <h2 className={styles.heading}>
        Prefill <span className={styles.hint}>what the ticket knows already</span>
      </h2>
      {rows.length === 0 ? (
        <p className={styles.none}>
          {kind ? 'The kind has no fields to fill.' : 'Choose what is handed off; its fields stand here then.'}
        </p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Filled from</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, title }) => {
              const path = prefill[name] ?? '';
              const fault = faultAt(faults, `/prefill/${name}`);
              return (
                <tr key={name}>
                  <th scope="row">{title}</th>
                  <td>
                    <select
                      className={inputClass}
                      aria-label={`${title} is filled from`}
                      value={path}
                      aria-invalid={fault !== undefined}
                      onChange={event => onChange(withSource(prefill, name, event.currentTarget.value))}
                    >
                      <option value="">Nothing: it is typed</option>
                      {path !== '' && !known.has(path) && <option value={path}>{path}</option>}
                      {groups.map(group => (
                        <optgroup key={group.title} label={group.title}>
                          {group.sources.map(source => (
                            <option key={source.path} value={source.path}>
                              {source.words}
                            </option>
                          ))}
                        </optgroup>
                      ))}
                    </select>
                    {fault && (
                      <p className={styles.fault} data-fault="">
                        {fault}
                      </p>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
