// What saving would do, asked before it is done: which tickets would be due at another time.
import type { SettingsReport } from '#api';
import { actionsClass, DialogFrame } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import sheet from '../sheet/sheet.module.css';
import styles from './departments.module.css';

type Props = { report: SettingsReport; timeZone: string; busy: boolean; onSave: () => void; onClose: () => void };

export function ReportDialog({ report, timeZone, busy, onSave, onClose }: Props) {
  const { moved, examples } = report;
  const when = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  const lead =
    moved === 0
      ? 'No ticket’s due time changes.'
      : `${moved === 1 ? 'One running ticket is' : `${moved} running tickets are`} due at another time then. They keep the working time that they have left.`;
  return (
    <DialogFrame title="Save these settings?" size={moved > 0 ? 640 : 420} lead={lead} onClose={onClose}>
      {examples.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={`${sheet.tableBox} ${styles.moves}`} aria-label="Tickets that move" tabIndex={0}>
          <table className={sheet.table}>
            <thead>
              <tr>
                <th scope="col">Ticket</th>
                <th scope="col">Subject</th>
                <th scope="col">Due now</th>
                <th scope="col">Due then</th>
              </tr>
            </thead>
            <tbody>
              {examples.map(one => (
                <tr key={one.ticketId}>
                  <td className="mono tab">#{one.ticketId}</td>
                  <td>
                    <bdi>{one.subject || 'No subject'}</bdi>
                  </td>
                  <td className={`tab ${sheet.nowrap}`}>{when.format(new Date(one.before))}</td>
                  <td className={`tab ${sheet.nowrap}`}>{when.format(new Date(one.after))}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {moved > examples.length && <p className={sheet.lead}>and {moved - examples.length} more</p>}
        </section>
      )}
      <div className={actionsClass}>
        <Button onClick={onClose}>Back</Button>
        <Button weight="main" data-autofocus busy={busy} onClick={onSave}>
          Save
        </Button>
      </div>
    </DialogFrame>
  );
}
