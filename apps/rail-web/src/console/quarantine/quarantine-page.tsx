// The quarantine: what came in and could not be taken, newest first. Nothing of it is lost; most of it needs one decision.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Page, QuarantinedMessage } from '#api';
import { readAlike, readGroups } from '../../api/channel/ledger.api.js';
import { quarantineKey } from '../../api/trade/partner.api.js';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { useSession } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { isSupervisor } from '../console-sections.js';
import { identityWords } from '../partners/traffic/traffic-words.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { AlikeBar } from './alike-bar.js';
import { HeldItem } from './held-item.js';
import styles from './quarantine.module.css';
import { reasonWords } from './reason-words.js';
import { SenderDialog } from './sender-dialog.js';

const NOT_YOURS = 'Supervisors and administrators look after what is held. Ask one of them.';

export default function QuarantinePage() {
  const session = useSession();
  return session.user.isAdmin || isSupervisor(session) ? (
    <Quarantine />
  ) : (
    <StatePage level={1} title="This is not yours to see.">
      {NOT_YOURS}
    </StatePage>
  );
}

function Quarantine() {
  const { user, memberships } = useSession();
  // Stands here and not on its item: what is made a partner leaves the list, and its dialog says how much went with it.
  const [asked, setAsked] = useState<{ messageId: number; identity: string } | null>(null);
  const [chosen, setChosen] = useState('');
  const groups = useQuery({ queryKey: [...quarantineKey, 'groups'], queryFn: readGroups, staleTime: 0 });
  // What is chosen stays chosen while its last ones leave.
  const group = groups.data?.find(one => `${one.channelId} ${one.reason}` === chosen);
  const alike = group ? { channelId: group.channelId, reason: group.reason } : null;
  const held = useInfiniteQuery({
    queryKey: [...quarantineKey, 'list', alike],
    queryFn: ({ pageParam }) => readAlike(alike, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<QuarantinedMessage>) => page.nextCursor,
    staleTime: 0,
  });
  const items = held.data?.pages.flatMap(page => page.items) ?? [];
  const supervised = memberships.filter(one => one.role === 'supervisor').map(one => one.departmentId);
  return (
    <div className={sheet.page}>
      <SectionHead
        title="Quarantine"
        note="What came in and could not be taken. It is kept, byte for byte, until somebody decides."
      />
      {(groups.data ?? []).length > 0 && (
        <div className={styles.choice}>
          <Field label="Reason and channel">
            <select
              className={inputClass}
              value={group ? chosen : ''}
              onChange={event => setChosen(event.currentTarget.value)}
            >
              <option value="">
                All that is held ({(groups.data ?? []).reduce((sum, one) => sum + one.count, 0)})
              </option>
              {(groups.data ?? []).map(one => (
                <option key={`${one.channelId} ${one.reason}`} value={`${one.channelId} ${one.reason}`}>
                  {reasonWords(one.reason)}, {one.channelName} ({one.count})
                </option>
              ))}
            </select>
          </Field>
        </div>
      )}
      {group && <AlikeBar key={chosen} group={group} />}
      {held.isPending && <Loading words="Reading what is held…" />}
      {held.isError && items.length === 0 && (
        <Failed error={held.error} onRetry={() => void held.refetch()} notYours={NOT_YOURS} />
      )}
      {held.data && items.length === 0 && (
        <StatePage title="Nothing is held.">All that came in was taken, or left out by a rule.</StatePage>
      )}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.map(one => (
            <HeldItem
              key={`${one.messageId}.${one.part ?? 0}`}
              held={one}
              mayReplay={user.isAdmin || supervised.includes(one.departmentId)}
              onMakePartner={
                user.isAdmin && one.sender
                  ? () => setAsked({ messageId: one.messageId, identity: identityWords(one.sender!) })
                  : undefined
              }
            />
          ))}
        </ul>
      )}
      {held.hasNextPage && (
        <p>
          <Button busy={held.isFetchingNextPage} onClick={() => void held.fetchNextPage()}>
            Older ones
          </Button>
        </p>
      )}
      {asked && <SenderDialog {...asked} onClose={() => setAsked(null)} />}
    </div>
  );
}
