// One channel: how it goes, paused or resumed, and its form.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChannelKindView, ChannelView, Department, SignInView } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { channelsKey, turnChannel } from '../../api/channel/channel.api.js';
import { newIntent } from '../../api/http.js';
import { Button } from '../../look/button.js';
import { useNow } from '../../rail/use-now.js';
import { SectionHead } from '../console-frame.js';
import { ChannelForm } from './channel-form.js';
import { channelState, healthWords } from './channel-words.js';
import styles from './channels.module.css';

type Props = {
  channel: ChannelView;
  kind: ChannelKindView;
  departments: readonly Department[];
  listHref: string;
  signIn: SignInView | null;
};

export function ChannelSheet({ channel, kind, departments, listHref, signIn }: Props) {
  const client = useQueryClient();
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const { health, enabled } = channel;
  const state = channelState(health);
  const turn = async (): Promise<void> => {
    setBusy(true);
    try {
      await turnChannel(channel.id, enabled ? 'pause' : 'resume', newIntent());
      say(enabled ? 'The channel is paused.' : 'The channel works again.');
    } catch (error) {
      sayProblem(error);
    } finally {
      await client.invalidateQueries({ queryKey: channelsKey });
      setBusy(false);
    }
  };
  return (
    <>
      <SectionHead
        title={<bdi>{channel.name}</bdi>}
        back={{ href: listHref, words: 'Channels' }}
        note={
          <span data-health={health.state}>
            {kind.title} of {channel.departmentName}.{' '}
            <b className={styles.state} data-tone={state.tone}>
              {state.words}.
            </b>{' '}
            {healthWords(health, now)}
          </span>
        }
        acts={
          <Button busy={busy} onClick={() => void turn()}>
            {enabled ? 'Pause' : 'Resume'}
          </Button>
        }
      />
      <ChannelForm kind={kind} channel={channel} departments={departments} signIn={signIn} onSaved={() => undefined} />
    </>
  );
}
