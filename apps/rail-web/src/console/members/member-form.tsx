// The form of one person, saved as a whole.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Department, Member } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { membersKey, saveMember } from '../../api/company/member.api.js';
import { ProblemError } from '../../api/http.js';
import { sessionKey } from '../../api/query-keys.js';
import type { Fault } from '../../form/field.shape.js';
import { useUnsaved } from '../../leave/use-unsaved.js';
import { Button } from '../../look/button.js';
import { useMe } from '../../shell/session-context.js';
import { Overtaken } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { memberDraft, readMember } from './member.draft.js';
import { MemberFields } from './member-fields.js';
import styles from './members.module.css';

type Props = { member: Member; departments: readonly Department[]; lastAdmin: boolean; onReload: () => void };

export function MemberForm({ member, departments, lastAdmin, onReload }: Props) {
  const client = useQueryClient();
  const me = useMe();
  const box = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => memberDraft(member));
  const [faults, setFaults] = useState<Fault[]>([]);
  const [stale, setStale] = useState(false);
  const [busy, setBusy] = useState(false);
  // What it was when the form was opened: a read of the list in between must not move it under the reader's hands.
  const [base, setBase] = useState(member);
  const before = memberDraft(base);
  const changed = JSON.stringify(draft) !== JSON.stringify(before);
  useUnsaved(changed);
  // A new link or a deactivation raises the version, and is no change of what stands here.
  const version = JSON.stringify(memberDraft(member)) === JSON.stringify(before) ? member.version : base.version;
  useEffect(() => {
    if (faults.length > 0) box.current?.querySelector<HTMLElement>('input[aria-invalid="true"], select')?.focus();
  }, [faults]);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { values, faults: seen } = readMember(draft);
    setFaults(seen);
    if (seen.length > 0) return;
    setBusy(true);
    try {
      const saved = await saveMember(member.id, { ...values, version });
      setBase(saved);
      setDraft(memberDraft(saved));
      say('Saved. It holds from their next step on.');
      await client.invalidateQueries({ queryKey: membersKey });
      if (me.id === member.id) await client.invalidateQueries({ queryKey: sessionKey });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.code === 'MEMBER.STALE') setStale(true);
      else if (error.problem.errors?.length) setFaults(error.problem.errors);
      else sayProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form ref={box} noValidate className={styles.form} onSubmit={event => void save(event)}>
      <MemberFields draft={draft} departments={departments} faults={faults} lastAdmin={lastAdmin} onChange={setDraft} />
      {stale && (
        <Overtaken onReload={onReload}>
          Somebody changed this person since you opened them. What you changed here is not saved.
        </Overtaken>
      )}
      <div className={sheet.foot}>
        {changed && <Button onClick={() => setDraft(before)}>As it was</Button>}
        <Button weight="main" type="submit" busy={busy} disabled={!changed || stale}>
          Save
        </Button>
      </div>
    </form>
  );
}
