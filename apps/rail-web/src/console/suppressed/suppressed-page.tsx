// What was left out on purpose, newest first: by which rule, how much of each, and the way to the rail for what a rule only suspected.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Page, SuppressedMessage } from '#api';
import { readSuppressed, readSuppressedRules, suppressedKey } from '../../api/channel/suppressed.api.js';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { useNow } from '../../rail/use-now.js';
import { clockWords, momentWords, sizeWords } from '../../rail/words/time-words.js';
import { useSession } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { isSupervisor } from '../console-sections.js';
import { Excerpt } from '../quarantine/excerpt.js';
import styles from '../quarantine/quarantine.module.css';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { ReleaseDialog } from './release-dialog.js';
import { ruleWords } from './rule-words.js';

const NOT_YOURS = 'Supervisors and administrators look after what is left out. Ask one of them.';

export default function SuppressedPage() {
  const session = useSession();
  return session.user.isAdmin || isSupervisor(session) ? (
    <Suppressed />
  ) : (
    <StatePage level={1} title="This is not yours to see.">
      {NOT_YOURS}
    </StatePage>
  );
}

function Suppressed() {
  const { user, memberships } = useSession();
  const [rule, setRule] = useState('');
  const [asked, setAsked] = useState<number | null>(null);
  const rules = useQuery({ queryKey: [...suppressedKey, 'rules'], queryFn: readSuppressedRules, staleTime: 0 });
  const list = useInfiniteQuery({
    queryKey: [...suppressedKey, 'list', rule],
    queryFn: ({ pageParam }) => readSuppressed(rule, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<SuppressedMessage>) => page.nextCursor,
    staleTime: 0,
  });
  const items = list.data?.pages.flatMap(page => page.items) ?? [];
  const supervised = memberships.filter(one => one.role === 'supervisor').map(one => one.departmentId);
  const total = (rules.data ?? []).reduce((sum, one) => sum + one.count, 0);
  return (
    <div className={sheet.page}>
      <SectionHead
        title="Left out"
        note="What came in and became no ticket, by a rule with a name. It is kept, byte for byte; what was only suspected, or left out by a rule of your own table, can be released."
      />
      {total > 0 && (
        <div className={styles.choice}>
          <Field label="Rule">
            <select className={inputClass} value={rule} onChange={event => setRule(event.currentTarget.value)}>
              <option value="">All rules ({total})</option>
              {(rules.data ?? []).map(one => (
                <option key={one.rule} value={one.rule}>
                  {ruleWords(one.rule)} ({one.count})
                </option>
              ))}
            </select>
          </Field>
        </div>
      )}
      {list.isPending && <Loading words="Reading what was left out…" />}
      {list.isError && items.length === 0 && (
        <Failed error={list.error} onRetry={() => void list.refetch()} notYours={NOT_YOURS} />
      )}
      {list.data && items.length === 0 && (
        <StatePage title="Nothing was left out.">All that came in is on the rail, or in quarantine.</StatePage>
      )}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.map(one => (
            <Item
              key={one.messageId}
              item={one}
              onRelease={
                one.releasable && (user.isAdmin || supervised.includes(one.departmentId))
                  ? () => setAsked(one.messageId)
                  : undefined
              }
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <p>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Older ones
          </Button>
        </p>
      )}
      {asked !== null && <ReleaseDialog messageId={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

function Item({ item, onRelease }: { item: SuppressedMessage; onRelease?: () => void }) {
  const id = useId();
  const now = useNow();
  const [open, setOpen] = useState(false);
  return (
    <li className={styles.item} aria-labelledby={id} data-suppressed={item.messageId}>
      <div className={styles.top}>
        <h2 id={id} className={styles.reason}>
          {ruleWords(item.rule)}
        </h2>
        <span className={`tab ${styles.soft}`} title={momentWords(item.receivedAt)}>
          {clockWords(item.receivedAt, now)}, {item.channelName}
        </span>
      </div>
      {item.detail && (
        <p className={styles.detail} dir="auto">
          {item.detail}
        </p>
      )}
      <p className={styles.soft}>
        Message <span className="mono">{item.messageId}</span>, {sizeWords(item.size)}, rule{' '}
        <span className="mono">{item.rule}</span>
      </p>
      <div className={styles.acts}>
        {onRelease && (
          <Button small onClick={onRelease}>
            Release
          </Button>
        )}
        <Button weight="quiet" small aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the bytes' : 'Show its beginning'}
        </Button>
      </div>
      {open && <Excerpt messageId={item.messageId} byte={null} />}
    </li>
  );
}
