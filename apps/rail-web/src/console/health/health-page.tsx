// How each channel does: state, age of its last success, backlog, rate, errors, who watches it. `?c=<id>` opens one.
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useSearch } from 'wouter';
import type { ChannelHealthView } from '#api';
import { healthKey, readHealth } from '../../api/channel/health.api.js';
import { StatePage } from '../../look/state-page.js';
import { useNow } from '../../rail/use-now.js';
import { ageWords } from '../../rail/words/time-words.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import styles from '../webhooks/webhooks.module.css';
import own from './health.module.css';
import { HealthSheet } from './health-sheet.js';
import { stateWords } from './health-words.js';

const NOT_YOURS = 'Whoever works a rail sees how its channels do.';

export default function HealthPage() {
  const [path] = useLocation();
  const wanted = Number(new URLSearchParams(useSearch()).get('c'));
  const list = useQuery({ queryKey: healthKey, queryFn: readHealth, staleTime: 0, refetchInterval: 5_000 });
  if (wanted > 0) return <HealthSheet id={wanted} listHref={path} />;
  return (
    <div className={sheet.page}>
      <SectionHead
        title="Health"
        note="Does each channel take in and send out? What fails is an alert in the app and by mail, once, and so is its recovery."
      />
      {list.isPending && <Loading words="Reading how the channels do…" />}
      {list.isError && !list.data && (
        <Failed error={list.error} onRetry={() => void list.refetch()} notYours={NOT_YOURS} />
      )}
      {list.data?.length === 0 && <StatePage title="There is no channel yet.">Nothing can come in.</StatePage>}
      {list.data && list.data.length > 0 && <List channels={list.data} path={path} />}
    </div>
  );
}

function List({ channels, path }: { channels: ChannelHealthView[]; path: string }) {
  const now = useNow();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={sheet.tableBox} aria-label="Health of the channels" tabIndex={0}>
      <table className={`${sheet.table} ${own.list}`}>
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">State</th>
            <th scope="col">Last success</th>
            <th scope="col">Waiting</th>
            <th scope="col">In the last hour</th>
            <th scope="col">Held</th>
          </tr>
        </thead>
        <tbody>
          {channels.map(one => {
            const { words, tone } = stateWords(one);
            return (
              <tr key={one.channelId}>
                <td className={styles.titleCell}>
                  <Link href={`${path}?c=${one.channelId}`}>
                    <bdi>{one.name}</bdi>
                  </Link>
                </td>
                <td>
                  <b className={styles.state} data-tone={tone}>
                    {words}
                  </b>
                </td>
                <td className={sheet.nowrap}>{one.lastOkAt ? `${ageWords(one.lastOkAt, now)} ago` : 'Never yet'}</td>
                <td className="mono tab">{one.backlog.pending + one.backlog.outbound}</td>
                <td className="mono tab">{one.rate.lastHour}</td>
                <td className="mono tab">{one.errors.held}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
