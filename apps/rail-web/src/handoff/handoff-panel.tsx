// H: the handoff beside the conversation (the whole page on a phone): choose by which contract, fill the short form, offer.
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Ticket } from '#api';
import { sayProblem } from '../act/say.js';
import { beginHandoff } from '../api/flow/handoff.api.js';
import { newIntent, ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { handoffKey, ticketKey } from '../api/query-keys.js';
import { ChoiceList } from '../dialog/frame/choice-list.js';
import { Icon } from '../look/icons.js';
import { useHandoffDesk } from './handoff-desk.js';
import { HandoffForm } from './handoff-form.js';
import styles from './handoff-panel.module.css';
import { standWords } from './handoff-words.js';
import { PanelHead } from './panel-head.js';
import { useHandoff } from './use-handoff.js';

export function HandoffPanel({ ticket }: { ticket: Ticket }) {
  const { view, put } = useHandoffDesk();
  const pane = useRef<HTMLElement>(null);
  const close = (): void => {
    put(null);
    document.querySelector<HTMLElement>('[data-ticket]')?.focus();
  };
  // Esc means what lies open last, wherever the focus is; a field or a layer gives it up first.
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== 'Escape' || target?.closest('[role=dialog], [role=menu], input, textarea, select')) return;
      event.stopPropagation();
      close();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  return (
    <aside ref={pane} className={styles.panel} aria-label="Handoff" data-panel="" onKeyDown={onKeyDown}>
      {view?.show === 'handoff' ? (
        <Opened key={view.id} id={view.id} onClose={close} />
      ) : (
        <Choice ticket={ticket} wanted={view?.show === 'contract' ? view.contract : null} onClose={close} />
      )}
    </aside>
  );
}

function Choice({ ticket, wanted, onClose }: { ticket: Ticket; wanted: string | null; onClose: () => void }) {
  const client = useQueryClient();
  const { put } = useHandoffDesk();
  const [busy, setBusy] = useState(false);
  const begin = async (contract: string): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const handoff = await beginHandoff(ticket.id, contract, newIntent());
      client.setQueryData(handoffKey(handoff.id), handoff);
      put({ show: 'handoff', id: handoff.id });
      await client.invalidateQueries({ queryKey: ticketKey(ticket.id) });
    } catch (error) {
      sayProblem(error);
      setBusy(false);
    }
  };
  const asked = useRef(false);
  useEffect(() => {
    if (!wanted || asked.current) return;
    asked.current = true;
    void begin(wanted);
  });
  const open = ticket.handoffs.filter(
    handoff => handoff.originTicketId === ticket.id && (handoff.state === 'draft' || handoff.state === 'returned'),
  );
  const offers = [...ticket.offers].sort((a, b) => Number(b.suggested) - Number(a.suggested));
  return (
    <>
      <PanelHead
        title={`Hand off #${ticket.id}`}
        more="It waits here, and comes back with the result."
        onClose={onClose}
      />
      <div className={styles.body} aria-busy={busy || undefined}>
        {offers.length === 0 && open.length === 0 ? (
          <p className={styles.more}>
            No contract leads from here to another department. Whoever keeps the ticket kinds can make one.
          </p>
        ) : busy ? (
          <p className={styles.more} role="status">
            Filling in the form from the ticket…
          </p>
        ) : (
          <ChoiceList
            label="Contract"
            choices={[
              ...open.map(handoff => ({
                value: { id: handoff.id, contract: '' },
                title: `Go on with: ${handoff.title}`,
                hint: standWords(handoff),
                mark: <Icon name="undo" />,
              })),
              ...offers.map(offer => ({
                value: { id: 0, contract: offer.contract },
                title: offer.title,
                hint: offer.suggested ? `to ${offer.toDepartmentName}: suggested` : `to ${offer.toDepartmentName}`,
                mark: <Icon name={offer.suggested ? 'bolt' : 'handoff'} />,
              })),
            ]}
            onChoose={({ value }) => (value.id ? put({ show: 'handoff', id: value.id }) : void begin(value.contract))}
          />
        )}
        {offers.some(offer => offer.suggested) && !busy && (
          <p className={styles.why}>
            Suggested because this is {ticket.business === 'stranger' ? 'a request of a stranger' : 'new business'}: new
            business belongs to sales, repeat business stays with customer service.
          </p>
        )}
      </div>
    </>
  );
}

function Opened({ id, onClose }: { id: number; onClose: () => void }) {
  const query = useHandoff(id);
  if (query.data) return <HandoffForm handoff={query.data} onClose={onClose} />;
  const words = query.error instanceof ProblemError ? problemWords(query.error.problem) : null;
  return (
    <>
      <PanelHead title="Handoff" onClose={onClose} />
      <div className={styles.body}>
        {query.isError ? (
          <p role="alert">
            {words?.title ?? 'The handoff cannot be shown.'} {words?.next}
          </p>
        ) : (
          <p className={styles.more} role="status">
            Reading the handoff…
          </p>
        )}
      </div>
    </>
  );
}
