// Arrivals above the line, finishes below it, hour by hour: whether the rail grows is seen from across the room. The table is behind it.
import { BarChart } from '@mantine/charts';
import { useMediaQuery } from '@mantine/hooks';
import type { FlowDepartment } from '#api';
import { PHONE } from '../../dialog/frame/dialog-frame.js';
import styles from './sheet.module.css';

type Props = { hours: FlowDepartment['hours']; timeZone: string | undefined };

const SERIES = [
  { name: 'arrived', label: 'Arrived', color: 'var(--ink-3)' },
  { name: 'finished', label: 'Finished', color: 'var(--accent)' },
];

export function HoursChart({ hours, timeZone }: Props) {
  const sums = hours.reduce(
    (sum, hour) => ({ arrived: sum.arrived + hour.arrived, finished: sum.finished + hour.finished }),
    {
      arrived: 0,
      finished: 0,
    },
  );
  const hourOf = (at: string): string => format(at, { hour: '2-digit', minute: '2-digit' }, timeZone);
  const dayOf = (at: string): string => format(at, { weekday: 'short', day: 'numeric' }, timeZone);
  const tick = (at: string): string => (hourOf(at).startsWith('00') ? dayOf(at) : hourOf(at));
  const every = useMediaQuery(PHONE) ? 12 : 6;
  // Where local hours divide by it; a zone that is half an hour off has its ticks half an hour off.
  const ticks = hours.map(({ hour }) => hour).filter(at => Number(hourOf(at).slice(0, 2)) % every === 0);
  const data = hours.map(({ hour, arrived, finished }) => ({ hour, arrived, finished: -finished }));
  // The same scale above and below, or the two could not be compared.
  const most = roundUp(Math.max(...hours.flatMap(({ arrived, finished }) => [arrived, finished])));
  if (sums.arrived === 0 && sums.finished === 0)
    return <p className={styles.none}>Nothing came and nothing was finished in 48 hours.</p>;
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.direct}>
        <span data-ink="arrived">
          Arrived <b className="mono tab">{sums.arrived}</b>
        </span>
        <span data-ink="finished">
          Finished <b className="mono tab">{sums.finished}</b>
        </span>
      </figcaption>
      <div aria-hidden="true">
        <BarChart
          h={168}
          data={data}
          dataKey="hour"
          type="stacked"
          series={SERIES}
          gridAxis="none"
          tickLine="none"
          withLegend={false}
          valueFormatter={value => String(Math.abs(value))}
          xAxisProps={{ ticks, tickFormatter: tick, interval: 0 }}
          yAxisProps={{ width: 40, domain: [-most, most], ticks: [-most, 0, most] }}
          barProps={{ isAnimationActive: false, radius: 0 }}
          tooltipProps={{ labelFormatter: label => `${dayOf(String(label))}, ${hourOf(String(label))}` }}
          barChartProps={{ stackOffset: 'sign', accessibilityLayer: false, barCategoryGap: 1 }}
          referenceLines={[{ y: 0, color: 'var(--ink-3)' }]}
        />
      </div>
      <details className={styles.behind}>
        <summary>Show as table</summary>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Hour</th>
              <th scope="col">Arrived</th>
              <th scope="col">Finished</th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ hour, arrived, finished }) => (
              <tr key={hour}>
                <th scope="row" className="tab">
                  {dayOf(hour)}, {hourOf(hour)}
                </th>
                <td>{arrived}</td>
                <td>{finished}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** To a number that is easily read: 7 stays, 23 is 25, 181 is 200. */
function roundUp(count: number): number {
  const step = count <= 10 ? 1 : 10 ** Math.floor(Math.log10(count)) / 2;
  return Math.ceil(count / step) * step;
}

/** Empty for what is no time: the chart asks before it has data. */
function format(at: string, parts: Intl.DateTimeFormatOptions, timeZone: string | undefined): string {
  const instant = new Date(at);
  return Number.isNaN(instant.getTime())
    ? ''
    : new Intl.DateTimeFormat('en-GB', { ...parts, timeZone }).format(instant);
}
