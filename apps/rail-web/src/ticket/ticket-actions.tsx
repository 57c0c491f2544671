// What can be done to the open ticket, by mouse and by key: the bar above it (below it on a phone) and its dialogs.
// Only what the server allows is offered; the rest is not shown.
import { Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import type { Ticket } from '#api';
import { useActs } from '../act/use-acts.js';
import { rawPath } from '../api/ticket/ticket.api.js';
import { opening } from '../compose/draft/draft.js';
import { changeDraft, readDraft, useDraftKey } from '../compose/draft/drafts.js';
import { PHONE } from '../dialog/frame/dialog-frame.js';
import { fieldsOf } from '../form/field.shape.js';
import { useHandoffDesk } from '../handoff/handoff-desk.js';
import { isOpen } from '../handoff/handoff-words.js';
import { useCommand, useRunCommand } from '../keys/commands.js';
import { type CommandId, keyWords } from '../keys/keymap.js';
import { Button } from '../look/button.js';
import { Icon, type IconName } from '../look/icons.js';
import { useDetails } from '../shell/details.js';
import styles from './ticket-actions.module.css';
import { type DialogName, TicketDialogs } from './ticket-dialogs.js';

type HandoffAction = NonNullable<Ticket['received']>['actions'][number];
type Item = {
  command: CommandId;
  icon: IconName;
  title: string;
  short?: string /** On a phone it stands under More. */;
  later?: boolean;
};

const FIRST: Item[] = [
  { command: 'take', icon: 'hand', title: 'Take' },
  { command: 'reply', icon: 'reply', title: 'Reply' },
  { command: 'note', icon: 'lock', title: 'Note' },
  { command: 'accept', icon: 'check', title: 'Accept' },
  { command: 'hand-off', icon: 'handoff', title: 'Hand off' },
  { command: 'snooze', icon: 'clock', title: 'Snooze', later: true },
  { command: 'wake', icon: 'inbox', title: 'Put back', short: 'Back', later: true },
  { command: 'reopen', icon: 'undo', title: 'Reopen' },
  { command: 'done', icon: 'check', title: 'Done' },
];
const MORE: Item[] = [
  { command: 'assign', icon: 'person', title: 'Assign…' },
  { command: 'move', icon: 'move', title: 'Move to another rail…' },
  { command: 'merge', icon: 'merge', title: 'Merge into another ticket…' },
  { command: 'send-back', icon: 'undo', title: 'Send the handoff back…' },
  { command: 'fields', icon: 'form', title: 'Fill in the fields' },
  { command: 'follow-up', icon: 'flag', title: 'Follow up at a date…' },
  { command: 'tags', icon: 'tag', title: 'Tags…' },
  { command: 'template', icon: 'file', title: 'Insert a template…' },
  { command: 'macro', icon: 'play', title: 'Run a macro…' },
  { command: 'requester', icon: 'colleague', title: 'Correct who asked…' },
  { command: 'expedite', icon: 'bolt', title: 'Expedite…' },
  { command: 'release', icon: 'release', title: 'Release' },
  { command: 'log-call', icon: 'phone', title: 'Log a call…' },
  { command: 'skip', icon: 'skip', title: 'Skip, with a reason…' },
  { command: 'raw', icon: 'code', title: 'Raw source' },
];

export function TicketActions({ ticket }: { ticket: Ticket }) {
  const run = useRunCommand();
  const acts = useActs(ticket);
  const { shown: details, show: showDetails } = useDetails();
  const phone = useMediaQuery(PHONE);
  const desk = useHandoffDesk();
  const draft = useDraftKey(ticket.id);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const can = (name: Ticket['actions'][number]): boolean => ticket.actions.includes(name);
  const messageId = ticket.origin.messageId;
  const canReply = ticket.canReply && can('reply');
  const receives = (name: HandoffAction): boolean => ticket.received?.actions.includes(name) ?? false;
  const completes = receives('complete');
  const begun = ticket.handoffs.some(({ originTicketId, state }) => originTicketId === ticket.id && isOpen({ state }));
  const handsOff = can('hand-off') && (ticket.offers.length > 0 || begun);
  const allowed: Partial<Record<CommandId, boolean>> = {
    take: can('claim'),
    reply: canReply,
    note: can('note'),
    snooze: can('snooze'),
    wake: can('wake'),
    reopen: can('reopen'),
    done: can('done') || completes,
    accept: receives('accept'),
    'send-back': receives('return'),
    'hand-off': handsOff,
    fields: ticket.received === null && can('set-fields') && fieldsOf(ticket.schema).length > 0,
    'follow-up': can('follow-up'),
    tags: can('set-tags'),
    template: canReply,
    macro: can('note'),
    assign: can('assign'),
    move: can('move'),
    merge: can('merge'),
    requester: can('correct-requester'),
    expedite: can('expedite'),
    release: can('release'),
    skip: ticket.state === 'open' || ticket.state === 'claimed',
    raw: messageId !== null,
    'log-call': true,
  };
  useCommand('take', acts.take, can('claim'));
  useCommand('wake', acts.wake, can('wake'));
  useCommand('reopen', acts.reopen, can('reopen'));
  useCommand('release', acts.release, can('release'));
  useCommand('snooze', () => setDialog('snooze'), can('snooze'));
  useCommand('done', () => setDialog('done'), can('done'));
  useCommand('assign', () => setDialog('assign'), can('assign'));
  useCommand('move', () => setDialog('move'), can('move'));
  useCommand('merge', () => setDialog('merge'), can('merge'));
  useCommand('hand-off', () => desk.put({ show: 'choice' }), handsOff);
  useCommand('follow-up', () => setDialog('follow-up'), can('follow-up'));
  useCommand('tags', () => setDialog('tags'), can('set-tags'));
  useCommand('template', () => setDialog('template'), canReply);
  useCommand('macro', () => setDialog('macro'), can('note'));
  useCommand('expedite', () => setDialog('expedite'), can('expedite'));
  useCommand('requester', () => setDialog('requester'), can('correct-requester'));
  useCommand('skip', () => setDialog('skip'), allowed.skip);
  useCommand('raw', () => window.open(rawPath(messageId ?? 0), '_blank', 'noopener,noreferrer'), messageId !== null);
  useCommand('details', () => showDetails(!details));

  const first = FIRST.filter(item => allowed[item.command] && !(phone && item.later));
  const more = [...FIRST.filter(item => phone && item.later), ...MORE].filter(item => allowed[item.command]);
  const press = (command: CommandId): void => {
    // The pad answers R and C by itself; from the bar it is opened through its draft, also before it is on screen.
    if (command === 'reply' || command === 'note') changeDraft(draft, opening(readDraft(draft), ticket, command));
    else run(command);
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label="Actions">
      <div className={styles.first}>
        {first.map(item => (
          <Button
            key={item.command}
            weight="quiet"
            icon={item.icon}
            hint={keyWords(item.command)}
            className={styles.action}
            title={item.title}
            onClick={() => press(item.command)}
          >
            {item.short ?? item.title}
          </Button>
        ))}
        <Menu position="bottom-start" width={264}>
          <Menu.Target>
            <Button weight="quiet" icon="more" className={styles.action} aria-label="More actions">
              <span className={styles.moreWords}>More</span>
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map(item => (
              <Menu.Item
                key={item.command}
                leftSection={<Icon name={item.icon} />}
                rightSection={<span className={styles.key}>{keyWords(item.command)}</span>}
                onClick={() => press(item.command)}
              >
                {item.title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      <Button
        weight="quiet"
        icon="panel"
        className={styles.panel}
        aria-label={details ? 'Hide details' : 'Show details'}
        aria-pressed={details}
        title="Details (I)"
        onClick={() => run('details')}
      />
      <TicketDialogs name={dialog} ticket={ticket} acts={acts} onClose={() => setDialog(null)} />
    </div>
  );
}
