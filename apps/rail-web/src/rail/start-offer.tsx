// An empty rail of a company that nothing comes in to: its administrator is led to what is missing.
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { channelKindsKey, channelsKey, readChannelKinds, readChannels } from '../api/channel/channel.api.js';
import { madeChannels } from '../console/start/setup.steps.js';
import { Button } from '../look/button.js';
import { setPreference, usePreferences } from '../look/preferences.js';
import { StatePage } from '../look/state-page.js';
import { useMe } from '../shell/session-context.js';

/** False while it is not known, so that nothing is offered that goes away again. */
export function useStartOffered(): boolean {
  const { isAdmin } = useMe();
  const { guide } = usePreferences();
  const asks = isAdmin && guide !== 'aside';
  const channels = useQuery({ queryKey: channelsKey, queryFn: readChannels, enabled: asks });
  const kinds = useQuery({ queryKey: channelKindsKey, queryFn: readChannelKinds, enabled: asks });
  if (!asks || !channels.data || !kinds.data) return false;
  return madeChannels(channels.data, kinds.data).length === 0;
}

export function StartOffer({ level }: { level: 1 | 2 }) {
  const [, go] = useLocation();
  return (
    <StatePage
      level={level}
      title="Nothing comes in yet."
      actions={
        <>
          <Button weight="main" onClick={() => go('/console/start')}>
            Set up the company
          </Button>
          <Button onClick={() => setPreference('guide', 'aside')}>Not now</Button>
        </>
      }
    >
      Five steps until the first ticket hangs here: the company, departments, their working hours, a channel, and
      people.
    </StatePage>
  );
}
