// All channels with how they go; what fails stands first.
import { Link } from 'wouter';
import type { ChannelKindView, ChannelView } from '#api';
import { Icon } from '../../look/icons.js';
import { useNow } from '../../rail/use-now.js';
import sheet from '../sheet/sheet.module.css';
import { agoWords, channelIcon, channelState } from './channel-words.js';
import styles from './channels.module.css';
import { sentence } from './form/fault.places.js';

type Props = { channels: readonly ChannelView[]; kinds: readonly ChannelKindView[]; path: string };

const isFailing = ({ health }: ChannelView): boolean => health.state === 'failing';

export function ChannelList({ channels, kinds, path }: Props) {
  const now = useNow();
  const sorted = [...channels].sort((a, b) => Number(isFailing(b)) - Number(isFailing(a)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={sheet.tableBox} aria-label="List of channels" tabIndex={0}>
      <table className={`${sheet.table} ${styles.list}`}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">Department</th>
            <th scope="col">State</th>
            <th scope="col">Worked last</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(channel => {
            const { health } = channel;
            const state = channelState(health);
            return (
              <tr key={channel.id} data-channel={channel.key}>
                <td className={styles.titleCell}>
                  <Link href={`${path}?c=${channel.id}`}>
                    <bdi>{channel.name}</bdi>
                  </Link>
                </td>
                <td className={sheet.nowrap}>
                  <span className={styles.kindCell}>
                    <Icon name={channelIcon(channel.kind)} size={14} />
                    {kinds.find(one => one.kind === channel.kind)?.title ?? channel.kind}
                  </span>
                </td>
                <td>{channel.departmentName}</td>
                <td className={styles.stateCell}>
                  <b className={styles.state} data-tone={state.tone}>
                    {state.words}
                  </b>
                  {health.problem !== null && health.state !== 'paused' && (
                    <span className={styles.about}>{sentence(health.problem)}</span>
                  )}
                </td>
                <td className={sheet.nowrap}>{health.lastOkAt ? agoWords(health.lastOkAt, now) : 'Not yet'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
