// One message and its whole way: received, stored, converted, decided, on which tickets, and what was answered; and its bytes.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Department, WayStep } from '#api';
import { messageKey, readWay } from '../../api/channel/ledger.api.js';
import { rawPath } from '../../api/trade/partner.api.js';
import { Button } from '../../look/button.js';
import { momentWords, sizeWords } from '../../rail/words/time-words.js';
import { SectionHead } from '../console-frame.js';
import { RawView } from '../quarantine/raw-view.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import styles from './ledger.module.css';
import { STATES, STEPS } from './ledger-words.js';
import { TicketLink } from './ticket-link.js';

type Props = { messageId: number; departments: readonly Department[] };

export default function MessagePage({ messageId, departments }: Props) {
  const way = useQuery({ queryKey: messageKey(messageId, 'way'), queryFn: () => readWay(messageId), staleTime: 0 });
  const [open, setOpen] = useState(false);
  return (
    <div className={sheet.page}>
      <SectionHead
        title={`Message ${messageId}`}
        note={way.data && `${way.data.channelName}, ${sizeWords(way.data.size)}: ${STATES[way.data.state]}`}
        back={{ href: '/console/ledger', words: 'Ledger' }}
      />
      {way.isPending && <Loading words="Following the message…" />}
      {way.isError && (
        <Failed
          error={way.error}
          onRetry={() => void way.refetch()}
          notYours="The message is on another rail, or gone."
        />
      )}
      {way.data && (
        <>
          <ol className={styles.way}>
            {way.data.steps.map((step, i) => (
              <Station key={i} step={step} departments={departments} />
            ))}
          </ol>
          <p>
            <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? 'Hide the bytes' : 'Show the bytes'}
            </Button>{' '}
            <a href={rawPath(messageId)} target="_blank" rel="noreferrer">
              The whole message
            </a>
          </p>
          {open && <RawView messageId={messageId} byte={way.data.position?.byte ?? null} />}
        </>
      )}
    </div>
  );
}

function Station({ step, departments }: { step: WayStep; departments: readonly Department[] }) {
  return (
    <li className={styles.station} data-tone={step.tone} data-step={step.step}>
      <span className={styles.what}>{STEPS[step.step]}</span>
      <span className={styles.words} dir="auto">
        {step.words} {step.ticket && <TicketLink {...step.ticket} departments={departments} />}
        {step.detail && <span className={styles.soft}>{step.detail}</span>}
      </span>
      <span className={`tab ${styles.soft}`}>{step.at ? momentWords(step.at) : 'Not yet'}</span>
    </li>
  );
}
