// What became of a reply: waiting to leave (and how long it can be called back), sent, failed or unknown, for each recipient.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Entry } from '#api';
import { said, say, sayProblem } from '../act/say.js';
import { useSecondsLeft } from '../act/undo.js';
import { newIntent } from '../api/http.js';
import { sendAgain } from '../api/ticket/ticket.api.js';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { clockWords } from '../rail/words/time-words.js';
import styles from './message.module.css';
import { reportWords } from './report-words.js';

type Delivery = NonNullable<Entry['delivery']>;

const WORDS: Record<Delivery['state'], string> = {
  queued: 'Waiting to leave',
  sending: 'Leaving',
  sent: 'Sent',
  failed: 'Not delivered',
  unknown: 'Perhaps delivered: the line broke while sending',
  cancelled: 'Called back, not sent',
};

export function DeliveryLine({
  entry,
  now,
  onCallBack,
}: {
  entry: Entry;
  now: number;
  onCallBack: (entry: Entry) => void;
}) {
  const delivery = entry.delivery;
  if (entry.type !== 'reply') return null;
  if (!delivery) return entry.id < 0 ? <p className={styles.delivery}>Sending…</p> : null;
  const uneven = delivery.recipients.filter(
    recipient => recipient.state !== delivery.state && recipient.state !== 'queued',
  );
  const reported = delivery.recipients.flatMap(({ address, report }) => (report ? [{ address, report }] : []));
  const cameBack = reported.some(({ report }) => report.action === 'failed');
  const told = delivery.state === 'failed' || delivery.state === 'unknown' ? delivery.recipients : uneven;
  return (
    <div className={styles.delivery} data-state={cameBack ? 'failed' : delivery.state}>
      <span className={styles.deliveryWords}>
        {delivery.state === 'sent' && <Icon name={cameBack ? 'alert' : 'check'} size={14} />}
        {cameBack && delivery.state === 'sent' ? 'Sent, and came back' : WORDS[delivery.state]}
        {delivery.state === 'queued' &&
          delivery.attempts > 0 &&
          delivery.nextAttemptAt &&
          `, tried ${delivery.attempts}×, again ${clockWords(delivery.nextAttemptAt, now)}`}
      </span>
      {delivery.state === 'queued' && delivery.undoUntil && (
        <CallBack until={Date.parse(delivery.undoUntil)} onClick={() => onCallBack(entry)} />
      )}
      {(delivery.state === 'failed' || delivery.state === 'unknown') && (
        <Again outboundId={delivery.outboundId} ticketUnsure={delivery.state === 'unknown'} />
      )}
      {reported.map(({ address, report }) => (
        <span key={`report ${address}`} className={styles.each}>
          {address}: {reportWords(report)}, {clockWords(report.at, now)}
          {report.diagnostic && <span className={styles.diagnostic}>{report.diagnostic}</span>}
        </span>
      ))}
      {told.map(recipient => (
        <span key={recipient.address} className={styles.each}>
          {recipient.address}: {recipient.state}
          {recipient.response && ` (${recipient.response})`}
        </span>
      ))}
    </div>
  );
}

function CallBack({ until, onClick }: { until: number; onClick: () => void }) {
  const left = useSecondsLeft(until);
  if (left <= 0) return null;
  return (
    <Button small weight="quiet" icon="undo" onClick={onClick}>
      Undo <span className="tab">{left} s</span>
    </Button>
  );
}

function Again({ outboundId, ticketUnsure }: { outboundId: number; ticketUnsure: boolean }) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [intent] = useState(newIntent);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await sendAgain(outboundId, intent);
      say('It is sent again.');
      await client.invalidateQueries({ queryKey: ['ticket'] });
    } catch (error) {
      sayProblem(error);
      said(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      small
      busy={busy}
      onClick={() => void send()}
      title={ticketUnsure ? 'The customer may get it twice' : undefined}
    >
      Send again
    </Button>
  );
}
