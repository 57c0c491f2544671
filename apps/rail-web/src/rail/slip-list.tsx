// The slips under the steel rail, however many: only what is seen is drawn. One slip is reachable by Tab (roving focus);
// J/K and the arrows move along, Enter opens. The next page is read before the end is seen.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FoundSlip } from '#api';
import { useCommand } from '../keys/commands.js';
import { usePreferences } from '../look/preferences.js';
import { useRailPlace } from './rail-context.js';
import { hasFoot, SlipCard } from './slip-card.js';
import styles from './slip-list.module.css';
import { useNow } from './use-now.js';

const GAP = 10;
const READ_AHEAD = 15;

type Props = {
  slips: readonly FoundSlip[];
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
  onNear: (id: number) => void;
  label: string;
};

const heightOf = (slip: FoundSlip | undefined, compact: boolean): number => {
  if (compact || !slip) return 48 + (slip?.found ? 18 : 0);
  return 72 + (slip.found ? 50 : 0) + (hasFoot(slip) ? 20 : 0) + (slip.subject.length > 44 ? 18 : 0);
};

export function SlipList({ slips, hasMore, loadingMore, onMore, onNear, label }: Props) {
  const place = useRailPlace();
  const { compact } = usePreferences();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const [cursorId, setCursorId] = useState<number | null>(null);
  const rows = useVirtualizer({
    count: slips.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => heightOf(slips[index], compact) + GAP,
    getItemKey: index => slips[index]?.id ?? index,
    overscan: 8,
    paddingStart: 14,
    paddingEnd: 16,
    scrollPaddingStart: 14,
    scrollPaddingEnd: 16,
  });
  const seen = rows.getVirtualItems();
  const lastSeen = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && lastSeen >= slips.length - READ_AHEAD) onMore();
  }, [hasMore, loadingMore, lastSeen, slips.length, onMore]);
  useEffect(() => rows.measure(), [compact]);

  // A page opened by its address shows where its slip hangs.
  useEffect(() => {
    const open = slips.findIndex(slip => slip.id === place.openId);
    if (open > 0) rows.scrollToIndex(open, { align: 'center' });
  }, []);

  const currentId = cursorId ?? place.openId;
  const at = slips.findIndex(slip => slip.id === currentId);
  useEffect(() => setCursorId(null), [place.openId]);

  const step = (by: 1 | -1): void => {
    const to = Math.min(slips.length - 1, Math.max(0, at < 0 ? 0 : at + by));
    const slip = slips[to];
    if (!slip) return;
    rows.scrollToIndex(to, { align: 'auto' });
    if (place.openId === null) setCursorId(slip.id);
    else place.open(slip.id, { replace: true });
    onNear(slip.id);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-slip="${slip.id}"]`)?.focus({ preventScroll: true }),
    );
  };
  useCommand('down', () => step(1), slips.length > 0);
  useCommand('up', () => step(-1), slips.length > 0);
  useCommand('open', () => (currentId ? place.open(currentId) : undefined), currentId !== null);

  const onOpen = useCallback((id: number) => place.open(id), [place]);
  return (
    <div ref={scroller} className={styles.scroller} data-slips="">
      <ul aria-label={label} className={styles.list} style={{ height: rows.getTotalSize() }}>
        {seen.map(row => {
          const slip = slips[row.index];
          if (!slip) return null;
          return (
            <li
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              aria-setsize={hasMore ? -1 : slips.length}
              aria-posinset={row.index + 1}
              className={styles.row}
              style={{ transform: `translateY(${row.start}px)`, paddingBottom: GAP }}
              onPointerEnter={() => onNear(slip.id)}
            >
              <SlipCard
                slip={slip}
                path={place.pathOf(slip.id)}
                selected={slip.id === place.openId}
                reachable={at < 0 ? row.index === 0 : row.index === at}
                compact={compact}
                now={now}
                onOpen={onOpen}
              />
            </li>
          );
        })}
      </ul>
      {loadingMore && <p className={styles.more}>Reading more slips…</p>}
    </div>
  );
}
