// Setting one's password: the old one where there is one, the new one of at least twelve characters. Each fault stands at its field.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Session } from '#api';
import { say } from '../../act/say.js';
import { changePassword } from '../../api/company/session.api.js';
import { ProblemError } from '../../api/http.js';
import { sessionKey } from '../../api/query-keys.js';
import { Button } from '../../look/button.js';
import { actionsClass, DialogFrame, Field, inputClass, noticeClass, tickClass } from '../frame/dialog-frame.js';
import { type PasswordFaults, passwordFaults, refusedPassword } from './password-faults.js';

export function PasswordDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const client = useQueryClient();
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  const [shown, setShown] = useState(false);
  const [faults, setFaults] = useState<PasswordFaults>({});
  const [busy, setBusy] = useState(false);
  const { hasPassword, needsOldPassword, user } = session;
  const type = shown ? 'text' : 'password';

  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await changePassword(needsOldPassword ? oldPassword : undefined, newPassword);
      client.setQueryData<Session | null>(
        sessionKey,
        now => now && { ...now, hasPassword: true, needsOldPassword: true },
      );
      say(hasPassword ? 'Password changed.' : 'Password set. You can sign in with it next time.');
      onClose();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setFaults(refusedPassword(error.problem));
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const found = passwordFaults(needsOldPassword ? oldPassword : null, newPassword);
    setFaults(found);
    if (Object.keys(found).length === 0) void save();
  };
  return (
    <DialogFrame
      title={hasPassword ? 'Change password' : 'Set password'}
      lead={
        hasPassword
          ? 'You stay signed in here. Everywhere else you are signed out.'
          : 'Then you need no link the next time: your email and this password are enough.'
      }
      onClose={onClose}
    >
      <form noValidate onSubmit={onSubmit}>
        {/* Tells a password keeper whose password it is. */}
        <input
          className="unseen"
          type="email"
          autoComplete="username"
          value={user.email}
          readOnly
          tabIndex={-1}
          aria-hidden
        />
        {needsOldPassword && (
          <Field label="Old password" error={faults.old}>
            <input
              className={inputClass}
              type={type}
              autoComplete="current-password"
              data-autofocus
              value={oldPassword}
              aria-invalid={faults.old !== undefined}
              onChange={event => setOld(event.currentTarget.value)}
            />
          </Field>
        )}
        <Field label="New password" hint="at least 12 characters" error={faults.new}>
          <input
            className={inputClass}
            type={type}
            autoComplete="new-password"
            data-autofocus={needsOldPassword ? undefined : true}
            value={newPassword}
            aria-invalid={faults.new !== undefined}
            onChange={event => setNew(event.currentTarget.value)}
          />
        </Field>
        <label className={tickClass}>
          <input type="checkbox" checked={shown} onChange={event => setShown(event.currentTarget.checked)} />
          Show what I type
        </label>
        {faults.whole && (
          <p className={noticeClass} role="alert">
            {faults.whole}
          </p>
        )}
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit" busy={busy}>
            {hasPassword ? 'Change password' : 'Set password'}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
