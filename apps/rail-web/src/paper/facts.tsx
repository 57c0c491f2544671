// What stands above and below the lines: number, dates, references; the parties side by side; totals as declared; notes.
import type { TicketDocument, TradeParty } from '#api';
import styles from './paper.module.css';
import {
  addressLines,
  amountWords,
  dayWords,
  inOrder,
  isControlTotal,
  lineCountWords,
  purposeWords,
  roleWords,
} from './words/paper-words.js';

type Of = { paper: TicketDocument };

export function Facts({ paper: { document } }: Of) {
  const { documentNumber, documentDate, originalOrder, currency, dates, references } = document;
  const facts: [string, string, boolean?][] = [
    ['Number', documentNumber, true],
    ['Purpose', purposeWords(document)],
    ['Date', documentDate === null ? '' : dayWords(documentDate)],
    ['Order', originalOrder !== null && originalOrder !== documentNumber ? originalOrder : '', true],
    ['Currency', currency ?? ''],
    ...dates.map(({ meaning, code, value }): [string, string] => [meaning || code, dayWords(value)]),
    // What says the order's number once more says nothing.
    ...references
      .filter(({ value }) => value !== originalOrder && value !== documentNumber)
      .map(({ meaning, qualifier, value }): [string, string, boolean] => [meaning || qualifier, value, true]),
  ];
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value, mono], place) => (
          <div key={place} className={styles.fact}>
            <dt>{name}</dt>
            <dd className={mono ? 'mono' : 'tab'} dir="auto">
              {value}
            </dd>
          </div>
        ))}
    </dl>
  );
}

export function Parties({ paper: { document, words } }: Of) {
  if (document.parties.length === 0) return null;
  return (
    <ul className={styles.parties} aria-label="Parties">
      {inOrder(document.parties).map((party, place) => (
        <li key={place} className={styles.party}>
          <h3 className={styles.partTitle}>{roleWords(words, party.role)}</h3>
          <Party party={party} functions={words.functions} />
        </li>
      ))}
    </ul>
  );
}

function Party({ party, functions }: { party: TradeParty; functions: Record<string, string> }) {
  return (
    <address className={styles.address}>
      {party.name && <bdi className={styles.partyName}>{party.name}</bdi>}
      {addressLines(party).map(line => (
        <bdi key={line}>{line}</bdi>
      ))}
      {party.id && <span className={`mono ${styles.partyId}`}>{party.id.id}</span>}
      {party.contacts.map(({ name, function: what, channels }) => (
        <span key={`${what}${name}`} className={styles.contact}>
          {[functions[what] ?? what, name].filter(Boolean).join(': ')}
          {channels.map(({ type, value }) => (
            <span key={type + value} className={styles.channel}>
              {type} <bdi>{value}</bdi>
            </span>
          ))}
        </span>
      ))}
    </address>
  );
}

/** As the partner declared them; nothing is added up here. */
export function Totals({ paper: { document, lineCount } }: Of) {
  const { totals, declaredLineCount, currency } = document;
  if (totals.length === 0 && declaredLineCount === null) return null;
  return (
    <dl className={styles.totals} aria-label="Totals as declared">
      <div>
        <dt className="unseen">Lines</dt>
        <dd className="tab">{lineCountWords(lineCount, declaredLineCount)}</dd>
      </div>
      {totals.map(({ qualifier, meaning, value }) => (
        <div key={qualifier + meaning + value}>
          <dt>{meaning || qualifier}</dt>
          <dd className="mono">
            {amountWords(value)}
            {currency !== null && !isControlTotal(qualifier) && <span className={styles.unit}> {currency}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Notes({ list }: { list: readonly string[] }) {
  if (list.length === 0) return null;
  return (
    <div className={styles.notes}>
      <h3 className={styles.partTitle}>Notes</h3>
      {list.map((note, place) => (
        <p key={place} dir="auto">
          {note}
        </p>
      ))}
    </div>
  );
}
