// Channels, for admins: where requests come from, how each goes, and making one. `?c=<id>` opens one, `?new` asks for a kind, `?new=<kind>` makes one. `signIn=<id>` comes from
// the provider of a mailbox: what came of it is said on the channel, and what was typed is there again.
import { useQuery } from '@tanstack/react-query';
import { useLocation, useSearch } from 'wouter';
import type { ChannelKindView, ChannelView, Department } from '#api';
import { channelKindsKey, channelsKey, readChannelKinds, readChannels } from '../../api/channel/channel.api.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { useMe } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { ChannelForm } from './channel-form.js';
import { ChannelList } from './channel-list.js';
import { ChannelSheet } from './channel-sheet.js';
import { KindChoice } from './kind-choice.js';
import { LostSignIn } from './sign-in/lost-sign-in.js';
import { useSignIn } from './sign-in/use-sign-in.js';

const NOT_YOURS = 'Administrators keep the channels. Ask one of them if requests come from somewhere new.';
/** Connectors tell their state every few seconds. */
const LOOK_MS = 5_000;
type Props = { departments: Department[] };

export default function ChannelsPage({ departments }: Props) {
  const { isAdmin } = useMe();
  return isAdmin ? (
    <Channels departments={departments} />
  ) : (
    <StatePage level={1} title="This is not yours to see.">
      {NOT_YOURS}
    </StatePage>
  );
}

function Channels({ departments }: Props) {
  const channels = useQuery({ queryKey: channelsKey, queryFn: readChannels, staleTime: 0, refetchInterval: LOOK_MS });
  const kinds = useQuery({ queryKey: channelKindsKey, queryFn: readChannelKinds, staleTime: Number.POSITIVE_INFINITY });
  const failed = [channels, kinds].find(one => one.isError && !one.data);
  return (
    <div className={sheet.page}>
      {channels.data && kinds.data ? (
        <Known channels={channels.data} kinds={kinds.data} departments={departments} />
      ) : (
        <>
          <SectionHead title="Channels" />
          {failed?.error ? (
            <Failed error={failed.error} onRetry={() => void failed.refetch()} notYours={NOT_YOURS} />
          ) : (
            <Loading words="Reading the channels…" />
          )}
        </>
      )}
    </div>
  );
}

type KnownProps = { channels: ChannelView[]; kinds: ChannelKindView[]; departments: Department[] };

function Known({ channels, kinds, departments }: KnownProps) {
  const [path, go] = useLocation();
  const query = new URLSearchParams(useSearch());
  const makes = query.get('new');
  const { signIn, isReading, isLost } = useSignIn(query.get('signIn'));
  if (isReading) return <Loading words="Reading what came of the sign-in…" />;
  const newKind = kinds.find(one => one.kind === makes);
  if (newKind)
    return (
      <div>
        <SectionHead
          title={`New channel: ${newKind.title}`}
          note={newKind.about}
          back={{ href: `${path}?new`, words: 'Other kinds' }}
        />
        {isLost && <LostSignIn />}
        <ChannelForm
          key={newKind.kind}
          kind={newKind}
          channel={null}
          departments={departments}
          signIn={signIn}
          onSaved={made => go(`${path}?c=${made.id}`, { replace: true })}
        />
      </div>
    );
  if (makes !== null) return <KindChoice kinds={kinds} path={path} />;
  const open = channels.find(one => one.id === Number(query.get('c')));
  const kind = kinds.find(one => one.kind === open?.kind);
  if (open && kind)
    return (
      <div>
        {isLost && <LostSignIn />}
        <ChannelSheet
          key={open.id}
          channel={open}
          kind={kind}
          departments={departments}
          listHref={path}
          signIn={signIn?.channelId === open.id ? signIn : null}
        />
      </div>
    );
  const add = (
    <Button weight="main" onClick={() => go(`${path}?new`)}>
      New channel
    </Button>
  );
  return (
    <div>
      <SectionHead
        title="Channels"
        note="Where requests come from, and whether each of them works."
        acts={channels.length > 0 ? add : undefined}
      />
      {isLost && <LostSignIn />}
      {channels.length === 0 ? (
        <StatePage title="Nothing comes in yet." actions={add}>
          A channel is one source of requests: a mailbox, a form, the orders of a partner, the telephone.
        </StatePage>
      ) : (
        <ChannelList channels={channels} kinds={kinds} path={path} />
      )}
    </div>
  );
}
