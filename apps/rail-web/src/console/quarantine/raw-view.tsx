// The bytes of a message in four ways: around its fault, by the page as text or as hexadecimal digits, and what stands around them. Text from outside: nothing
// of it is taken for more than text.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MessageBytes } from '#api';
import { messageKey, readBytes, readHeaders } from '../../api/channel/ledger.api.js';
import { Button } from '../../look/button.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { Excerpt } from './excerpt.js';
import { hexRows } from './hex-rows.js';
import styles from './quarantine.module.css';
import { visibleText } from './reason-words.js';

const WAYS = { place: 'Place', text: 'Text', hex: 'Hex', headers: 'Headers' } as const;
type Way = keyof typeof WAYS;
const GONE = 'The message is on another rail, or gone.';

export function RawView({ messageId, byte }: { messageId: number; byte: number | null }) {
  const [way, setWay] = useState<Way>('place');
  return (
    <div>
      <fieldset className={styles.ways}>
        <legend className="unseen">How the bytes are shown</legend>
        {(Object.keys(WAYS) as Way[]).map(one => (
          <Button
            key={one}
            small
            weight={one === way ? 'plain' : 'quiet'}
            aria-pressed={one === way}
            onClick={() => setWay(one)}
          >
            {one === 'place' && byte === null ? 'Beginning' : WAYS[one]}
          </Button>
        ))}
      </fieldset>
      {way === 'place' && <Excerpt messageId={messageId} byte={byte} />}
      {way === 'headers' && <Around messageId={messageId} />}
      {(way === 'text' || way === 'hex') && <Pages messageId={messageId} way={way} />}
    </div>
  );
}

function Pages({ messageId, way }: { messageId: number; way: 'text' | 'hex' }) {
  const [from, setFrom] = useState(0);
  const bytes = useQuery({
    queryKey: messageKey(messageId, `bytes ${from}`),
    queryFn: () => readBytes(messageId, from),
  });
  if (bytes.isPending) return <Loading words="Reading the bytes…" />;
  if (!bytes.data) return <Failed error={bytes.error} onRetry={() => void bytes.refetch()} notYours={GONE} />;
  const { size, byteStart, byteEnd, text } = bytes.data;
  const step = 2048;
  return (
    <figure className={styles.excerpt}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={styles.raw} tabIndex={0} aria-label={way === 'hex' ? 'Bytes as digits' : 'Bytes as text'}>
        <pre data-way={way}>{way === 'hex' ? hexText(bytes.data) : visibleText(text)}</pre>
      </section>
      <figcaption className={styles.pager}>
        <span className={`tab ${styles.soft}`}>
          {size === 0 ? 'It has no bytes at all.' : `Bytes ${byteStart} to ${byteEnd} of ${size}.`}
        </span>
        <Button small weight="quiet" disabled={from === 0} onClick={() => setFrom(Math.max(0, from - step))}>
          Before
        </Button>
        <Button small weight="quiet" disabled={byteEnd >= size} onClick={() => setFrom(byteEnd)}>
          After
        </Button>
      </figcaption>
    </figure>
  );
}

const hexText = ({ hex, byteStart }: MessageBytes): string =>
  hexRows(hex, byteStart)
    .map(row => `${row.offset}  ${row.digits.padEnd(47)}  ${row.signs}`)
    .join('\n');

function Around({ messageId }: { messageId: number }) {
  const found = useQuery({ queryKey: messageKey(messageId, 'headers'), queryFn: () => readHeaders(messageId) });
  if (found.isPending) return <Loading words="Reading the header…" />;
  if (!found.data) return <Failed error={found.error} onRetry={() => void found.refetch()} notYours={GONE} />;
  const lists = [
    { title: 'Header of the mail', values: found.data.headers },
    { title: 'What its transport knew', values: found.data.transport },
  ].filter(list => list.values.length > 0);
  if (lists.length === 0) return <p className={styles.soft}>It has no header, and its transport told nothing.</p>;
  return lists.map(({ title, values }) => (
    <section key={title} className={styles.around}>
      <h3 className={sheet.lead}>{title}</h3>
      <dl className={styles.facts}>
        {values.map(({ name, value }, i) => (
          <div key={i} className={styles.pair}>
            <dt>{name}</dt>
            <dd>
              <bdi className="mono">{visibleText(value)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
