// Who asks, and how to reach them. People of earlier forwards are suggested: choosing one fills in the rest.
import type { ForwardChoices } from '#api';
import styles from './forward.module.css';
import type { Faults, Telling } from './telling/telling.js';
import { Line } from './text-line.js';

type Person = ForwardChoices['people'][number];
type Props = { telling: Telling; faults: Faults; people: Person[]; onChange: (part: Partial<Telling>) => void };

export function WhoFields({ telling, faults, people, onChange }: Props) {
  const named = (name: string): void => {
    const known = people.find(person => person.name.toLowerCase() === name.trim().toLowerCase());
    const rest = known ? { company: known.company, address: known.address, phone: known.phone } : {};
    // What somebody has typed stands.
    const free = Object.fromEntries(
      Object.entries(rest).filter(([field, value]) => value && !telling[field as 'company' | 'address' | 'phone']),
    );
    onChange({ name, ...free });
  };
  const companies = [...new Set(people.map(person => person.company).filter(Boolean))];
  return (
    <>
      <Line label="Who asks?" error={faults.name} id="forward-name">
        <input
          className={styles.input}
          list="forward-people"
          maxLength={200}
          autoComplete="off"
          autoCapitalize="words"
          dir="auto"
          placeholder="Name"
          value={telling.name}
          onChange={event => named(event.currentTarget.value)}
        />
      </Line>
      <datalist id="forward-people">
        {people.map(person => (
          <option key={`${person.name} ${person.address} ${person.phone}`} value={person.name}>
            {[person.company, person.address || person.phone].filter(Boolean).join(', ')}
          </option>
        ))}
      </datalist>
      <Line label="Company" id="forward-company">
        <input
          className={styles.input}
          list="forward-companies"
          maxLength={200}
          autoComplete="off"
          autoCapitalize="words"
          dir="auto"
          value={telling.company}
          onChange={event => onChange({ company: event.currentTarget.value })}
        />
      </Line>
      <datalist id="forward-companies">
        {companies.map(company => (
          <option key={company} value={company} />
        ))}
      </datalist>
      <div className={styles.pair}>
        <Line label="Mail address" error={faults.reach} id="forward-address">
          <input
            className={styles.input}
            type="email"
            maxLength={254}
            autoComplete="off"
            value={telling.address}
            onChange={event => onChange({ address: event.currentTarget.value })}
          />
        </Line>
        <Line label="or phone" id="forward-phone">
          <input
            className={styles.input}
            type="tel"
            maxLength={40}
            autoComplete="off"
            value={telling.phone}
            onChange={event => onChange({ phone: event.currentTarget.value })}
          />
        </Line>
      </div>
    </>
  );
}
