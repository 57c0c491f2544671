// Identities of an interchange's header: a qualifier, which EDIFACT often leaves out, and the identifier.
import { inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { Button } from '../../look/button.js';
import { faultAt } from '../sheet/fault-at.js';
import sheet from '../sheet/sheet.module.css';
import type { Identity } from './partner.draft.js';
import styles from './partners.module.css';

type Props = {
  /** `their` or `our`, for who hears and does not see. */
  whose: string;
  /** Place in the form, for faults. */
  pointer: '/identities' | '/ownIdentities';
  identities: Identity[];
  faults: readonly Fault[];
  onChange: (identities: Identity[]) => void;
};

const MOST = 20;

export function IdentityRows({ whose, pointer, identities, faults, onChange }: Props) {
  const change = (place: number, part: Partial<Identity>): void =>
    onChange(identities.map((one, i) => (i === place ? { ...one, ...part } : one)));
  const whole = faults.filter(fault => fault.pointer === pointer).map(fault => fault.detail);
  return (
    <div className={styles.rows}>
      {identities.length > 0 && (
        <div className={styles.identityHeads} aria-hidden="true">
          <span>Qualifier</span>
          <span>Identifier</span>
        </div>
      )}
      {identities.map(({ qualifier, id }, place) => {
        const fault = faultAt(faults, `${pointer}/${place}`);
        const name = `${whose} identity ${place + 1}`;
        return (
          <div key={place} className={styles.identity}>
            <input
              className={`mono ${inputClass}`}
              aria-label={`Qualifier of ${name}`}
              maxLength={4}
              autoComplete="off"
              spellCheck={false}
              value={qualifier}
              onChange={event => change(place, { qualifier: event.currentTarget.value })}
            />
            <input
              className={`mono ${inputClass}`}
              aria-label={`Identifier of ${name}`}
              aria-invalid={Boolean(fault)}
              maxLength={35}
              autoComplete="off"
              spellCheck={false}
              value={id}
              onChange={event => change(place, { id: event.currentTarget.value })}
            />
            <Button
              weight="quiet"
              icon="close"
              aria-label={`Take out ${name}`}
              onClick={() => onChange(identities.filter((_, i) => i !== place))}
            />
            {fault && (
              <span className={`${sheet.fault} ${styles.wide}`} role="alert">
                {fault}
              </span>
            )}
          </div>
        );
      })}
      {whole.map(words => (
        <span key={words} className={sheet.fault} role="alert">
          {words}
        </span>
      ))}
      {identities.length < MOST && (
        <Button small onClick={() => onChange([...identities, { qualifier: '', id: '' }])}>
          {identities.length === 0 ? 'Add an identity' : 'Add another one'}
        </Button>
      )}
    </div>
  );
}
