// The bytes of a message around the place that is at fault. Text from outside: nothing of it is taken for more than text.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { excerptKey, rawPath, readExcerpt } from '../../api/trade/partner.api.js';
import { sizeWords } from '../../rail/words/time-words.js';
import { Failed, Loading } from '../sheet/sheet.js';
import styles from './quarantine.module.css';
import { visibleText } from './reason-words.js';

type Props = { messageId: number; byte: number | null };

export function Excerpt({ messageId, byte }: Props) {
  const excerpt = useQuery({ queryKey: excerptKey(messageId, byte), queryFn: () => readExcerpt(messageId, byte) });
  const box = useRef<HTMLElement>(null);
  const isRead = Boolean(excerpt.data);
  useEffect(() => {
    const mark = box.current?.querySelector('mark');
    if (isRead && mark && box.current) box.current.scrollTop = Math.max(0, mark.offsetTop - 80);
  }, [isRead]);
  if (excerpt.isPending) return <Loading words="Reading the bytes…" />;
  if (!excerpt.data)
    return (
      <Failed
        error={excerpt.error}
        onRetry={() => void excerpt.refetch()}
        notYours="The message is on another rail, or gone."
      />
    );
  const { size, byteStart, byteEnd, before, marked, after } = excerpt.data;
  const isEmpty = size === 0;
  return (
    <figure className={styles.excerpt}>
      {isEmpty ? (
        <p className={styles.soft}>It has no bytes at all.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section ref={box} className={styles.raw} tabIndex={0} aria-label="Bytes as text">
          <pre>
            {byteStart > 0 && <span className={styles.cut}>… </span>}
            {visibleText(before)}
            {marked && (
              <mark className={styles.marked}>
                <span className="unseen">Here: </span>
                {visibleText(marked)}
              </mark>
            )}
            {visibleText(after)}
            {byteEnd < size && <span className={styles.cut}> …</span>}
          </pre>
        </section>
      )}
      <figcaption className={styles.soft}>
        {byteStart === 0 && byteEnd === size
          ? `All of it, ${sizeWords(size)}.`
          : `Bytes ${byteStart} to ${byteEnd} of ${size}.`}{' '}
        <a href={rawPath(messageId)} target="_blank" rel="noreferrer">
          The whole message
        </a>
      </figcaption>
    </figure>
  );
}
