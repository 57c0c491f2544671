// The first question about a new channel: what sort of source it is.
import { Link } from 'wouter';
import type { ChannelKindView } from '#api';
import { Icon } from '../../look/icons.js';
import { SectionHead } from '../console-frame.js';
import { channelIcon } from './channel-words.js';
import styles from './channels.module.css';

export function KindChoice({ kinds, path }: { kinds: readonly ChannelKindView[]; path: string }) {
  return (
    <>
      <SectionHead title="New channel" note="How do the requests come?" back={{ href: path, words: 'Channels' }} />
      <ul className={styles.kinds}>
        {kinds
          .filter(kind => !kind.byItself)
          .map(({ kind, title, about }) => (
            <li key={kind}>
              <Link href={`${path}?new=${encodeURIComponent(kind)}`} className={styles.kind}>
                <Icon name={channelIcon(kind)} />
                <b>{title}</b>
                <span>{about}</span>
              </Link>
            </li>
          ))}
      </ul>
    </>
  );
}
