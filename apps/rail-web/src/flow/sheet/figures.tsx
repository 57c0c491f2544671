// The figures that the meeting begins with, each with its change since the last meeting; each opens its list.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { FlowDepartment } from '#api';
import { ageWords } from '../../rail/words/time-words.js';
import { listPath, type RailFilter, ticketPath } from '../../shell/paths.js';
import { type Difference, differenceOf } from './difference.js';
import styles from './sheet.module.css';

type Props = { sheet: FlowDepartment; then: FlowDepartment | null; now: number };

export function Figures({ sheet, then, now }: Props) {
  const { departmentKey: key, onTime, inHand, late, likelyLate, oldest } = sheet;
  const done = (days: 7 | 30): string => {
    const share = days === 7 ? onTime.days7 : onTime.days30;
    const filter: RailFilter = share.onTime < share.finished ? { onTime: 'no', days } : { days };
    return listPath(key, 'done', filter);
  };
  const soon = likelyLate.filter(row => Date.parse(row.dueAt) >= now).length;
  return (
    <nav className={styles.figures} aria-label={`Figures of ${sheet.name}`}>
      <Figure
        href={done(7)}
        label="on time, 7 days"
        value={percent(onTime.days7.percent)}
        detail={ofAll(onTime.days7)}
        difference={then && differenceOf(onTime.days7.percent, then.onTime.days7.percent, 'more', ' %')}
      />
      <Figure
        href={done(30)}
        label="on time, 30 days"
        value={percent(onTime.days30.percent)}
        detail={ofAll(onTime.days30)}
        difference={then && differenceOf(onTime.days30.percent, then.onTime.days30.percent, 'more', ' %')}
      />
      <Figure
        href={listPath(key, 'rail', {})}
        label="in hand"
        value={
          <>
            {inHand.now}
            <span className={styles.of}>/{inHand.limit}</span>
          </>
        }
        tone={inHand.now >= inHand.limit ? 'wrong' : undefined}
        detail={inHand.now >= inHand.limit ? 'the limit is reached' : `${inHand.limit - inHand.now} more may be taken`}
        difference={then && differenceOf(inHand.now, then.inHand.now, null)}
      />
      <Figure
        href={listPath(key, 'all', { late: 'yes' })}
        label="late"
        value={late}
        tone={late > 0 ? 'wrong' : undefined}
        detail={late === 0 ? 'nothing is late' : 'past due, clock running'}
        difference={then && differenceOf(late, then.late, 'less')}
      />
      <Figure
        href={`#likely-${sheet.departmentId}`}
        label="likely late"
        value={likelyLate.length}
        tone={soon > 0 ? 'soon' : undefined}
        detail={
          likelyLate.length === 0
            ? sheet.pacePerHour === null
              ? 'too little history'
              : 'all will be in time'
            : `${soon} can still be saved`
        }
        difference={then && differenceOf(likelyLate.length, then.likelyLate.length, 'less')}
      />
      <Figure
        href={oldest ? ticketPath(key, oldest.ticketId, 'rail', '') : listPath(key, 'rail', {})}
        label="oldest"
        value={oldest ? ageWords(oldest.receivedAt, now).replace('under ', '<') : '–'}
        detail={oldest ? `#${oldest.ticketId}` : 'the rail is clear'}
        difference={null}
      />
    </nav>
  );
}

const percent = (value: number | null): string => (value === null ? '–' : `${value} %`);

const ofAll = ({ onTime, finished }: FlowDepartment['onTime']['days7']): string =>
  finished === 0 ? 'nothing finished yet' : `${onTime} of ${finished}`;

type FigureProps = {
  href: string;
  label: string;
  value: ReactNode;
  detail: string;
  tone?: 'wrong' | 'soon';
  difference: Difference | null;
};

function Figure({ href, label, value, detail, tone, difference }: FigureProps) {
  const inside = (
    <>
      <span className={styles.label}>{label}</span>
      <span className={styles.value} data-tone={tone}>
        {value}
      </span>
      <span className={styles.detail}>
        {detail}
        {difference && difference.tone !== 'same' && (
          <span className={styles.change} data-tone={difference.tone}>
            {' '}
            {difference.words}
          </span>
        )}
      </span>
    </>
  );
  // A place on this page is no step of the router.
  return href.startsWith('#') ? (
    <a href={href} className={styles.figure}>
      {inside}
    </a>
  ) : (
    <Link href={href} className={styles.figure}>
      {inside}
    </Link>
  );
}
