// Where what is wrong can be put right: the partner, the settings of the channel, the rules. Only sections that the reader finds are named.
import { Link } from 'wouter';
import type { QuarantinedMessage } from '#api';
import { useSession } from '../../shell/session-context.js';
import { sectionsOf } from '../console-sections.js';
import styles from './quarantine.module.css';

export function FixLinks({ held: { channelId, channelKind, sender } }: { held: QuarantinedMessage }) {
  const found = new Map(sectionsOf(useSession()).map(section => [section.id, section.path]));
  const places = [
    sender?.partner && {
      words: 'the partner',
      path: found.has('partners') && `/console/partners?p=${sender.partner.id}`,
    },
    {
      words: channelKind === 'phone' ? 'the mapping of the channel' : 'the channel',
      path: pathOf(found.get('channels'), channelId),
    },
    { words: 'the rules', path: found.get('rules') },
  ].flatMap(place => (place?.path ? [{ words: place.words, path: place.path }] : []));
  if (places.length === 0) return null;
  return (
    <p className={styles.soft}>
      Put it right at{' '}
      {places.map(({ words, path }, i) => (
        <span key={words}>
          {i > 0 && ', '}
          <Link href={path}>{words}</Link>
        </span>
      ))}
      ; look at the preview; then replay.
    </p>
  );
}

const pathOf = (section: string | undefined, id: number): string | undefined => section && `${section}?c=${id}`;
