// Whom mail did not reach last time: said at the customer, and again where a reply to them is written.
import type { Ticket } from '#api';
import { useActs } from '../act/use-acts.js';
import { Button } from '../look/button.js';
import { dayWords } from '../rail/words/time-words.js';
import styles from './message.module.css';

/** @param among the recipients as they are typed; left out: everybody who takes part */
export function Unreached({ ticket, among }: { ticket: Ticket; among?: string }) {
  const { reachAgain } = useActs(ticket);
  const typed = among?.toLowerCase();
  const shown = ticket.undeliverable.filter(one => typed === undefined || typed.includes(one.address.toLowerCase()));
  return shown.map(one => (
    <div key={one.address} className={styles.unreached}>
      <span title={one.diagnostic || undefined}>
        Mail to {one.address} came back on {dayWords(one.at)}: there is no such address ({one.status}).
      </span>
      {ticket.actions.includes('note') && (
        <Button small weight="quiet" onClick={() => reachAgain(one.address)}>
          It works again
        </Button>
      )}
    </div>
  ));
}
