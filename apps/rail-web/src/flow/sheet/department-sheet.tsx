// One department's sheet: figures, then what hangs, what came and went, what was kept, what will be late, what went wrong and who mends it.
import type { EarlierDepartment, FlowDepartment } from '#api';
import { clockWords } from '../../rail/words/time-words.js';
import { DefectPareto } from '../defects/defect-pareto.js';
import { ProblemCases } from '../problems/problem-cases.js';
import { BusinessTable } from './business-table.js';
import { CompareTable } from './compare-table.js';
import { Figures } from './figures.js';
import { HoursChart } from './hours-chart.js';
import { LikelyLateList } from './likely-late.js';
import { OnTimeTable } from './on-time-table.js';
import { QueueTable } from './queue-table.js';
import { Section } from './section.js';
import styles from './sheet.module.css';
import { StrayTable } from './stray-table.js';

type Props = {
  sheet: FlowDepartment;
  /** The last meeting of an earlier day. */
  then: EarlierDepartment | null;
  /** When these figures were counted. */
  at: string;
  timeZone: string | undefined;
  /** A record: nothing on it can be changed. */
  held?: boolean;
};

export function DepartmentSheet({ sheet, then, at, timeZone, held = false }: Props) {
  const now = Date.parse(at);
  const { handoffs, departmentId: id } = sheet;
  return (
    <article className={styles.sheet} aria-labelledby={`sheet-${id}`}>
      <h2 id={`sheet-${id}`} className={styles.name}>
        {sheet.name}
      </h2>
      <Figures sheet={sheet} then={then} now={now} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <Section id={`queues-${id}`} title="What hangs on the rail" note="by kind, and by days since receipt">
            <QueueTable sheet={sheet} />
          </Section>
          <Section id={`hours-${id}`} title="Arrivals and finishes" note="per hour, last 48 hours">
            <HoursChart hours={sheet.hours} timeZone={timeZone} />
          </Section>
          <Section id={`kinds-${id}`} title="On time by kind" note="finished tickets; a figure opens the late ones">
            <OnTimeTable rows={sheet.onTimeByKind} departmentKey={sheet.departmentKey} first="Kind" />
          </Section>
          <Section id={`legs-${id}`} title="On time by leg" note="whose clock ran">
            <OnTimeTable rows={sheet.onTimeByLeg} departmentKey={null} first="Leg" />
            <p className={styles.line}>
              Handoffs now: <b className="mono tab">{handoffs.offered}</b> to accept,{' '}
              <b className="mono tab">{handoffs.accepted}</b> at work, <b className="mono tab">{handoffs.returned}</b>{' '}
              sent back to us.
            </p>
          </Section>
          {then && (
            <Section
              id={`before-${id}`}
              title="Beside the last meeting"
              note={`held ${clockWords(then.heldAt, now, timeZone)}`}
            >
              <CompareTable sheet={sheet} then={then} now={now} timeZone={timeZone} />
            </Section>
          )}
        </div>
        <div className={styles.column}>
          <Section
            id={`likely-${id}`}
            title="Likely late"
            note={
              sheet.pacePerHour === null
                ? 'too little history for a pace'
                : `at the pace of the last ten working days: ${sheet.pacePerHour} per working hour`
            }
          >
            <LikelyLateList sheet={sheet} now={now} timeZone={timeZone} />
          </Section>
          {!held && <ProblemCases departmentId={id} departmentKey={sheet.departmentKey} />}
          <Section id={`defects-${id}`} title="Defects" note="last 30 days">
            <DefectPareto rows={sheet.defects} />
          </Section>
          <Section id={`business-${id}`} title="Whose business" note="last 30 days; each for itself, never added up">
            <BusinessTable business={sheet.business} />
          </Section>
          {!held && (
            <Section id={`strays-${id}`} title="Stray requests" note="forwarded by colleagues, by week">
              <StrayTable departmentId={id} />
            </Section>
          )}
        </div>
      </div>
    </article>
  );
}
