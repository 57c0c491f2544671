// The small dialogs of a ticket, one at a time.
import { lazy, Suspense } from 'react';
import type { Ticket } from '#api';
import type { TicketActs } from '../act/use-acts.js';
import { useNext } from '../act/use-next.js';
import { MacroDialog, TemplateDialog } from '../compose/standard-dialogs.js';
import { AssignDialog } from '../dialog/assign-dialog.js';
import { DoneDialog } from '../dialog/done-dialog.js';
import { ExpediteDialog } from '../dialog/expedite-dialog.js';
import { MergeDialog } from '../dialog/merge-dialog.js';
import { MoveDialog } from '../dialog/move-dialog.js';
import { RequesterDialog } from '../dialog/requester-dialog.js';
import { SkipDialog } from '../dialog/skip-dialog.js';
import { SnoozeDialog } from '../dialog/snooze/snooze-dialog.js';
import { useRailPlace } from '../rail/rail-context.js';
import { useMe } from '../shell/session-context.js';
import { FollowUpDialog } from '../work/follow-up-dialog.js';

const TagsDialog = lazy(() => import('../tags/tags-dialog.js'));

export type DialogName =
  | 'done'
  | 'snooze'
  | 'assign'
  | 'move'
  | 'merge'
  | 'expedite'
  | 'requester'
  | 'skip'
  | 'follow-up'
  | 'tags'
  | 'template'
  | 'macro';

export function TicketDialogs({
  name,
  ticket,
  acts,
  onClose,
}: {
  name: DialogName | null;
  ticket: Ticket;
  acts: TicketActs;
  onClose: () => void;
}) {
  const me = useMe();
  const place = useRailPlace();
  const { next } = useNext();
  /** The dialog goes first, so that focus is back before the page moves on. */
  const after = (run: () => void): void => {
    onClose();
    window.setTimeout(run, 0);
  };
  switch (name) {
    case 'done':
      return (
        <DoneDialog
          ticket={ticket}
          onClose={onClose}
          onDone={(outcome, note) => after(() => acts.done(outcome, note))}
        />
      );
    case 'snooze':
      return (
        <SnoozeDialog
          id={ticket.id}
          handedOff={(ticket.handedOff?.open ?? 0) > 0}
          onClose={onClose}
          onSnooze={(body, words) => after(() => acts.snooze(body, words))}
        />
      );
    case 'assign':
      return (
        <AssignDialog
          ticket={ticket}
          myId={me.id}
          onClose={onClose}
          onAssign={person => after(() => acts.assign(person))}
        />
      );
    case 'move':
      return (
        <MoveDialog
          id={ticket.id}
          from={ticket.departmentId}
          departments={place.departments}
          onClose={onClose}
          onMove={(to, reason, note) => after(() => acts.move(to, reason, note))}
        />
      );
    case 'merge':
      return <MergeDialog ticket={ticket} onClose={onClose} onMerge={into => after(() => acts.merge(into))} />;
    case 'expedite':
      return (
        <ExpediteDialog id={ticket.id} onClose={onClose} onExpedite={reason => after(() => acts.expedite(reason))} />
      );
    case 'requester':
      return (
        <RequesterDialog
          ticket={ticket}
          onClose={onClose}
          onCorrect={(name, address) => after(() => acts.correctRequester(name, address))}
        />
      );
    case 'skip':
      return (
        <SkipDialog
          id={ticket.id}
          onClose={onClose}
          onSkip={reason => after(() => void next({ ticketId: ticket.id, reason }))}
        />
      );
    case 'follow-up':
      return (
        <FollowUpDialog ticket={ticket} onClose={onClose} onSet={(at, note) => after(() => acts.followUp(at, note))} />
      );
    case 'tags':
      return (
        <Suspense fallback={null}>
          <TagsDialog ticket={ticket} onClose={onClose} onTag={tags => after(() => acts.tag(tags))} />
        </Suspense>
      );
    case 'template':
      return <TemplateDialog ticket={ticket} onClose={onClose} />;
    case 'macro':
      return <MacroDialog ticket={ticket} onClose={onClose} />;
    default:
      return null;
  }
}
