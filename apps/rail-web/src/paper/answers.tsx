// What the partner's system was told about a document, and whether it got there; on demand what exactly, and once more.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SentAcknowledgement } from '#api';
import { say, sayProblem } from '../act/say.js';
import { newIntent } from '../api/http.js';
import { ticketKey } from '../api/query-keys.js';
import { acknowledgeAgain } from '../api/trade/document.api.js';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import styles from './answers.module.css';
import { answerTone, answerWords, canGoAgain } from './words/answer-words.js';

const ICONS = { good: 'check', plain: 'clock', soon: 'alert', late: 'alert' } as const;

type Props = { ticketId: number; list: readonly SentAcknowledgement[]; now: number };

export function Answers({ ticketId, list, now }: Props) {
  const [shown, setShown] = useState<number | null>(null);
  if (list.length === 0) return null;
  const open = list.find(answer => answer.outboundId === shown);
  return (
    <div className={styles.answers}>
      <ul className={styles.chips} aria-label="Acknowledgements">
        {list.map(answer => {
          const tone = answerTone(answer);
          const failed = answer.delivery.state === 'failed' || answer.delivery.state === 'unknown';
          return (
            <li key={answer.outboundId} className={styles.answer}>
              <button
                type="button"
                className={styles.chip}
                data-tone={tone}
                aria-expanded={shown === answer.outboundId}
                onClick={() => setShown(shown === answer.outboundId ? null : answer.outboundId)}
              >
                <Icon name={ICONS[tone]} size={14} />
                <span className="tab">{answerWords(answer, now)}</span>
              </button>
              {failed && <Again ticketId={ticketId} answer={answer} />}
            </li>
          );
        })}
      </ul>
      {open && <Answer ticketId={ticketId} answer={open} />}
    </div>
  );
}

function Answer({ ticketId, answer }: { ticketId: number; answer: SentAcknowledgement }) {
  const { delivery, controlRef, ref, text, type } = answer;
  return (
    <section className={styles.detail} aria-label={`${type} as sent`}>
      {delivery.error && <p className={styles.error}>{delivery.error}</p>}
      <p className={styles.facts}>
        Control number <span className="mono">{controlRef}</span>, answers <span className="mono">{ref}</span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach what it hides */}
      <section className={styles.scroll} tabIndex={0} aria-label={`Text of the ${type}`}>
        <pre className={styles.text}>{text}</pre>
      </section>
      {canGoAgain(answer) && delivery.state === 'sent' && <Again ticketId={ticketId} answer={answer} />}
    </section>
  );
}

/** The same bytes: the partner's system sees one acknowledgement, not two. */
function Again({ ticketId, answer }: { ticketId: number; answer: SentAcknowledgement }) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await acknowledgeAgain(ticketId, answer.outboundId, newIntent());
      say(`The ${answer.type} is sent again.`);
      await Promise.all([
        client.invalidateQueries({ queryKey: ['papers', ticketId] }),
        client.invalidateQueries({ queryKey: ticketKey(ticketId) }),
      ]);
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button small busy={busy} icon="reply" onClick={() => void send()}>
      Send again
      <span className="unseen">: {answer.type}</span>
    </Button>
  );
}
