// One channel: whose it is, its settings, a test and a preview of it as it is typed, and saving.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { ChannelKindView, ChannelView, Department, SignInView } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { type ChannelValues, changeChannel, channelsKey, createChannel } from '../../api/channel/channel.api.js';
import { newIntent, ProblemError } from '../../api/http.js';
import { useUnsaved } from '../../leave/use-unsaved.js';
import { Button } from '../../look/button.js';
import { Loading, Section } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { ChannelPlace } from './channel-place.js';
import styles from './channels.module.css';
import { placedFaults } from './form/fault.places.js';
import { followed, withPart } from './form/settings.data.js';
import { chosenPart, partOf } from './form/settings.schema.js';
import { PartChoice } from './part-choice.js';
import { SignInPanel } from './sign-in/sign-in-panel.js';
import { asksForSignIn, restoredFrom } from './sign-in/sign-in-words.js';
import { TryPanel } from './try/try-panel.js';
import { useChannelForm } from './use-channel-form.js';

const SettingsForm = lazy(() => import('./form/settings-form.js'));

type Props = {
  kind: ChannelKindView;
  /** Null: a new one. */
  channel: ChannelView | null;
  departments: readonly Department[];
  /** The browser comes from the provider with it. */
  signIn?: SignInView | null;
  onSaved: (channel: ChannelView) => void;
};

export function ChannelForm({ kind, channel, departments, signIn = null, onSaved }: Props) {
  const client = useQueryClient();
  const box = useRef<HTMLFormElement>(null);
  const onlyDepartment = departments.length === 1 ? (departments[0]?.id ?? null) : null;
  const [restored] = useState(() => (channel ? null : restoredFrom(signIn)));
  const form = useChannelForm(kind, channel, onlyDepartment, restored);
  const [intent, setIntent] = useState(newIntent);
  const [busy, setBusy] = useState(false);
  // Counts the tries that failed: each leads to the first fault.
  const [tries, setTries] = useState(0);
  const letGo = useUnsaved(form.changed);
  const { draft, typed, faults, setDraft } = form;
  const placed = useMemo(() => placedFaults(kind, draft.data, faults), [kind, draft.data, faults]);
  useEffect(() => {
    if (tries === 0) return;
    const first = box.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    first?.closest('details')?.setAttribute('open', '');
    first?.focus();
  }, [tries]);

  const isFit = async (): Promise<boolean> => {
    try {
      if (await form.check()) return true;
      setTries(now => now + 1);
    } catch (error) {
      sayProblem(error);
    }
    return false;
  };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      if (!(await isFit())) return;
      const values = typed as ChannelValues;
      const now = channel ? await changeChannel(channel.id, values) : await createChannel(values, intent);
      form.saved(now);
      letGo();
      await client.invalidateQueries({ queryKey: channelsKey });
      say(channel ? 'The channel is changed, and connects anew.' : `${now.name} is made, and connects now.`);
      onSaved(now);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // Another try with other values is another intent.
      setIntent(newIntent());
      if (error.problem.errors?.length) form.setFaults(error.problem.errors);
      else sayProblem(error);
      setTries(now => now + 1);
    } finally {
      setBusy(false);
    }
  };
  const chosen = chosenPart(kind, draft.data);
  const secretsSet = channel?.secretsSet ?? (restored ? (signIn?.secretsSet ?? NONE) : NONE);
  return (
    <form ref={box} noValidate className={styles.form} onSubmit={event => void save(event)}>
      <Section title="Where it belongs">
        <ChannelPlace draft={draft} departments={departments} faults={faults} isNew={!channel} onChange={setDraft} />
      </Section>
      <Section title="How it works">
        {kind.exactlyOne && chosen !== null && (
          <PartChoice
            kind={kind}
            chosen={chosen}
            onChange={part => setDraft(now => ({ ...now, data: withPart(kind, now.data, part) }))}
          />
        )}
        <Suspense fallback={<Loading words="Reading the settings…" />}>
          <SettingsForm
            // Parts of a kind have fields of the same name: another part is another form.
            key={chosen ?? ''}
            kind={kind}
            data={draft.data}
            faults={placed.tree}
            secretsSet={secretsSet}
            onChange={data => setDraft(now => ({ ...now, data: followed(kind, now.data, data) }))}
          />
        </Suspense>
        {placed.others.length > 0 && (
          <ul className={styles.faults} role="alert">
            {placed.others.map(words => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
      </Section>
      {asksForSignIn(kind, draft.data) && (
        <SignInPanel
          channel={channel}
          typed={typed}
          changed={form.changed}
          isSignedIn={secretsSet.includes('oauth.refreshToken')}
          signIn={signIn}
          onFaults={form.setFaults}
          onFound={found =>
            setDraft(now => ({ ...now, data: { ...now.data, oauth: { ...partOf(now.data.oauth), ...found } } }))
          }
          onLeave={letGo}
        />
      )}
      <TryPanel channelId={channel?.id ?? null} typed={typed} isFit={isFit} onFaults={form.setFaults} />
      <div className={sheet.foot}>
        {form.changed && <Button onClick={form.reset}>As it was</Button>}
        <Button weight="main" type="submit" busy={busy} disabled={channel !== null && !form.changed}>
          {channel ? 'Save' : 'Make this channel'}
        </Button>
      </div>
    </form>
  );
}

const NONE: readonly string[] = [];
