// The form of one partner, new or known. Others than admins read it.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { PartnerView } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { newIntent, ProblemError } from '../../api/http.js';
import { changePartner, createPartner, partnersKey } from '../../api/trade/partner.api.js';
import type { Fault } from '../../form/field.shape.js';
import { useUnsaved } from '../../leave/use-unsaved.js';
import { Button } from '../../look/button.js';
import { Overtaken } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { emptyPartner, keyFrom, type PartnerDraft, partnerDraft, readPartner } from './partner.draft.js';
import { PartnerFields } from './partner-fields.js';
import styles from './partners.module.css';

type Props = {
  /** Null: a new one. */
  partner: PartnerView | null;
  mayChange: boolean;
  onSaved: (partner: PartnerView) => void;
  onReload: () => void;
};

export function PartnerForm({ partner, mayChange, onSaved, onReload }: Props) {
  const client = useQueryClient();
  const box = useRef<HTMLFormElement>(null);
  const [start, setStart] = useState<PartnerDraft>(() => (partner ? partnerDraft(partner) : emptyPartner));
  const [draft, setDraft] = useState(start);
  const [version, setVersion] = useState(partner?.version ?? 0);
  const [intent, setIntent] = useState(newIntent);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [stale, setStale] = useState(false);
  const [busy, setBusy] = useState(false);
  const changed = JSON.stringify(draft) !== JSON.stringify(start);
  const letGo = useUnsaved(changed);
  useEffect(() => {
    if (faults.length > 0) box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  const change = (part: Partial<PartnerDraft>): void =>
    setDraft(now => {
      const next = { ...now, ...part };
      // The key follows the name of a new partner until somebody writes one.
      return !partner && part.name !== undefined && now.key === keyFrom(now.name)
        ? { ...next, key: keyFrom(next.name) }
        : next;
    });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { values, faults: seen } = readPartner(draft);
    setFaults(seen);
    if (seen.length > 0) return;
    setBusy(true);
    try {
      const saved = partner ? await changePartner(partner.id, version, values) : await createPartner(values, intent);
      setStart(partnerDraft(saved));
      setDraft(partnerDraft(saved));
      setVersion(saved.version);
      letGo();
      await client.invalidateQueries({ queryKey: partnersKey });
      say(partner ? 'The partner is changed.' : `${saved.name} is a partner now.`);
      onSaved(saved);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // Another try with other values is another intent.
      setIntent(newIntent());
      if (error.code === 'PARTNER.STALE') setStale(true);
      else if (error.problem.errors?.length) setFaults(error.problem.errors);
      else sayProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form ref={box} noValidate className={styles.form} onSubmit={event => void submit(event)}>
      <fieldset className={styles.fields} disabled={!mayChange}>
        <legend className="unseen">{partner ? `Agreement with ${partner.name}` : 'New partner'}</legend>
        <PartnerFields draft={draft} faults={faults} isNew={!partner} onChange={change} />
      </fieldset>
      {stale && (
        <Overtaken onReload={onReload}>
          Somebody changed this partner since you opened it. What you changed here is not saved.
        </Overtaken>
      )}
      {mayChange && (
        <div className={sheet.foot}>
          {changed && <Button onClick={() => setDraft(start)}>As it was</Button>}
          <Button weight="main" type="submit" busy={busy} disabled={!changed || stale}>
            {partner ? 'Save' : 'Add this partner'}
          </Button>
        </div>
      )}
    </form>
  );
}
