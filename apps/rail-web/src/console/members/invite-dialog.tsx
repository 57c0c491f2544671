// Somebody new. The link that lets them in is in the answer, and nowhere afterwards.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Department, InvitedMember } from '#api';
import { sayProblem } from '../../act/say.js';
import { inviteMember, membersKey } from '../../api/company/member.api.js';
import { newIntent, ProblemError } from '../../api/http.js';
import { actionsClass, DialogFrame } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { Button } from '../../look/button.js';
import { emptyMember, readMember } from './member.draft.js';
import { MemberFields } from './member-fields.js';

type Props = { departments: readonly Department[]; onInvited: (made: InvitedMember) => void; onClose: () => void };

export function InviteDialog({ departments, onInvited, onClose }: Props) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(emptyMember);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const invite = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { values, faults: seen } = readMember(draft);
    setFaults(seen);
    if (seen.length > 0) return;
    setBusy(true);
    try {
      const made = await inviteMember(values, newIntent());
      await client.invalidateQueries({ queryKey: membersKey });
      onInvited(made);
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ProblemError)) throw error;
      setFaults(error.problem.errors ?? []);
      if (!error.problem.errors?.length) sayProblem(error);
    }
  };
  return (
    <DialogFrame
      title="Invite somebody"
      size={520}
      lead="They sign in with a link that you give them; it works once, within 24 hours. Then they choose a password."
      onClose={onClose}
    >
      <form noValidate onSubmit={event => void invite(event)}>
        <MemberFields draft={draft} departments={departments} faults={faults} onChange={setDraft} />
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit" busy={busy}>
            Invite
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
