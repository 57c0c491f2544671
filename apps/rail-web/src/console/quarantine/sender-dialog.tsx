// An unknown sender becomes a partner: a name, a key, and whether test files are taken; then how much is on its way again.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { PartnerFromMessage, PartnerMade } from '#api';
import { sayProblem } from '../../act/say.js';
import { newIntent, ProblemError } from '../../api/http.js';
import { makePartner, partnersKey, quarantineKey } from '../../api/trade/partner.api.js';
import { actionsClass, DialogFrame, Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { announce } from '../../look/announcer.js';
import { Button } from '../../look/button.js';
import { KEY_WORDS, keyFrom } from '../partners/partner.draft.js';
import { Choice } from '../partners/partner-choice.js';
import { faultAt } from '../sheet/fault-at.js';
import { replayedWords } from './reason-words.js';

type Props = { messageId: number; identity: string; onClose: () => void };
type Accepts = NonNullable<PartnerFromMessage['accepts']>;

export function SenderDialog({ messageId, identity, onClose }: Props) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [key, setKey] = useState<string | null>(null);
  const [accepts, setAccepts] = useState<Accepts>('production');
  const [intent, setIntent] = useState(newIntent);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<PartnerMade | null>(null);
  const body = { name: name.trim(), key: key ?? keyFrom(name), accepts };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const seen: Fault[] = [];
    if (body.name === '') seen.push({ pointer: '/name', detail: 'Give them a name.' });
    if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(body.key)) seen.push({ pointer: '/key', detail: KEY_WORDS });
    setFaults(seen);
    if (seen.length > 0) return;
    setBusy(true);
    try {
      const answer = await makePartner(messageId, body, intent);
      setMade(answer);
      announce(replayedWords(answer.partner.name, answer.replayed));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // Another try with other words is another intent.
      setIntent(newIntent());
      setFaults(error.problem.errors ?? []);
      if (!error.problem.errors?.length) sayProblem(error);
    } finally {
      setBusy(false);
      await Promise.all([quarantineKey, partnersKey].map(queryKey => client.invalidateQueries({ queryKey })));
    }
  };
  if (made) return <Done made={made} onClose={onClose} />;
  return (
    <DialogFrame
      title="Make this sender a partner"
      lead={
        <>
          Who sends as <b className="mono">{identity}</b>? All that is held of them goes on its way again. What is usual
          is agreed, and can be changed afterwards.
        </>
      }
      onClose={onClose}
    >
      <form noValidate onSubmit={event => void save(event)}>
        <Field label="Name" error={faultAt(faults, '/name')}>
          <input
            className={inputClass}
            maxLength={80}
            data-autofocus
            autoComplete="off"
            value={name}
            aria-invalid={Boolean(faultAt(faults, '/name'))}
            onChange={event => setName(event.currentTarget.value)}
          />
        </Field>
        <Field label="Key" hint="for the command line and files" error={faultAt(faults, '/key')}>
          <input
            className={`mono ${inputClass}`}
            maxLength={61}
            autoComplete="off"
            spellCheck={false}
            value={body.key}
            aria-invalid={Boolean(faultAt(faults, '/key'))}
            onChange={event => setKey(event.currentTarget.value)}
          />
        </Field>
        <Choice
          label="Test files"
          value={accepts}
          choices={[
            ['production', 'Do not take them'],
            ['both', 'Take them as orders, too'],
            ['test', 'Take nothing else: this partner only tests'],
          ]}
          onChange={setAccepts}
        />
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit" busy={busy}>
            Make a partner
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

function Done({ made, onClose }: { made: PartnerMade; onClose: () => void }) {
  const [, go] = useLocation();
  return (
    <DialogFrame title="Done" lead={replayedWords(made.partner.name, made.replayed)} onClose={onClose}>
      <div className={actionsClass}>
        <Button onClick={() => go(`/console/partners?p=${made.partner.id}`)}>Open the partner</Button>
        <Button weight="main" data-autofocus onClick={onClose}>
          Close
        </Button>
      </div>
    </DialogFrame>
  );
}
