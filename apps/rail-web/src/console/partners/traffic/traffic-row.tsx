// One interchange of the traffic, theirs or ours.
import { Link } from 'wouter';
import type { Department, ReceivedInterchange, SentInterchange } from '#api';
import { useNow } from '../../../rail/use-now.js';
import { clockWords, momentWords } from '../../../rail/words/time-words.js';
import { ticketPath } from '../../../shell/paths.js';
import sheet from '../../sheet/sheet.module.css';
import styles from '../partners.module.css';
import {
  answerWords,
  deliveryWords,
  documentWords,
  ownSetWords,
  receivedWords,
  type Said,
  sentWords,
  setNumberWords,
  setWords,
} from './traffic-words.js';

type Departments = readonly Department[];

export function ReceivedRow({ row, departments }: { row: ReceivedInterchange; departments: Departments }) {
  const state = receivedWords(row);
  const more = row.documentCount - row.documents.length;
  return (
    <tr>
      <When at={row.at} />
      <td>
        <span className="mono">{row.controlRef}</span>
        <span className={styles.soft}>From them{row.test && ', test'}</span>
      </td>
      <td>
        <ul className={styles.documents}>
          {row.documents.map(document => (
            <li key={document.part}>
              <SetName document={document} said={setWords(document.answer)} />{' '}
              {document.state === 'quarantined' ? (
                <Link href="/console/quarantine" className={styles.held}>
                  held
                </Link>
              ) : (
                <Ticket id={document.ticketId} departmentId={document.departmentId} departments={departments} />
              )}
            </li>
          ))}
          {more > 0 && <li className={styles.soft}>and {more} more</li>}
        </ul>
      </td>
      <td>
        <State said={state} />
        {row.detail && <span className={styles.soft}>{row.detail}</span>}
      </td>
      <td>
        {row.acknowledgements.length === 0 && <span className={styles.soft}>None</span>}
        {row.acknowledgements.map(answer => {
          const delivery = deliveryWords(answer.delivery);
          return (
            <div key={answer.outboundId} className={styles.answer}>
              {answerWords(answer)}, <State said={delivery} />
              {answer.delivery.sentAt && <At at={answer.delivery.sentAt} />}
            </div>
          );
        })}
      </td>
    </tr>
  );
}

export function SentRow({ row, departments }: { row: SentInterchange; departments: Departments }) {
  const delivery = deliveryWords(row.delivery);
  return (
    <tr>
      <When at={row.at} />
      <td>
        <span className="mono">{row.interchangeRef}</span>
        <span className={styles.soft}>From us</span>
      </td>
      <td>
        <ul className={styles.documents}>
          {row.documents.map((document, place) => (
            // Sets of two groups may have one number, and never change places.
            <li key={place}>
              <SetName document={document} said={ownSetWords(document.answer)} />{' '}
              <Ticket id={row.ticketId} departmentId={row.departmentId} departments={departments} />{' '}
              {document.answer === 'rejected' && (
                <Ticket id={row.exceptionTicketId} departmentId={row.departmentId} departments={departments} />
              )}
            </li>
          ))}
        </ul>
      </td>
      <td>
        <State said={{ ...delivery, words: delivery.words.charAt(0).toUpperCase() + delivery.words.slice(1) }} />
      </td>
      <td>
        <div className={styles.answer}>
          <State said={sentWords(row.state)} />
          {row.acknowledgedAt && <At at={row.acknowledgedAt} />}
          {row.state === 'waiting' && (
            <span className={styles.soft}>
              due <At at={row.dueAt} />
            </span>
          )}{' '}
          <Ticket id={row.exceptionTicketId} departmentId={row.departmentId} departments={departments} />
        </div>
        {row.findings.map(words => (
          <span key={words} className={styles.soft}>
            {words}
          </span>
        ))}
      </td>
    </tr>
  );
}

type SetProps = { document: { type: string | null; number: string | null; ref: string | null }; said: Said | null };

/** A document, its number in the interchange, and what was answered of it. */
const SetName = ({ document, said }: SetProps) => (
  <>
    <bdi className="mono">{documentWords(document)}</bdi>{' '}
    {setNumberWords(document) && <span className={`mono ${styles.setNumber}`}>{setNumberWords(document)}</span>}
    {said && (
      <>
        {' '}
        <State said={said} />
      </>
    )}
  </>
);

function When({ at }: { at: string }) {
  const now = useNow();
  return (
    <td className={`mono tab ${sheet.nowrap}`} title={momentWords(at)}>
      {clockWords(at, now)}
    </td>
  );
}

function At({ at }: { at: string }) {
  const now = useNow();
  return (
    <span className={`tab ${styles.at}`} title={momentWords(at)}>
      {' '}
      {clockWords(at, now)}
    </span>
  );
}

const State = ({ said }: { said: Said }) => (
  <b className={styles.state} data-tone={said.tone}>
    {said.words}
  </b>
);

type TicketProps = { id: number | null; departmentId: number | null; departments: Departments };

/** A link where the reader may see that rail. */
function Ticket({ id, departmentId, departments }: TicketProps) {
  if (id === null) return null;
  const department = departments.find(one => one.id === departmentId);
  if (!department) return <span className="mono">#{id}</span>;
  return (
    <Link href={ticketPath(department.key, id, 'all', '')} className="mono">
      #{id}
    </Link>
  );
}
