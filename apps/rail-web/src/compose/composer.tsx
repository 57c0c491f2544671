// The pad at the foot of the ticket: a reply on paper, or a note on the wall. Ctrl/Cmd-Enter sends, Esc puts it away (the text is kept).
// A reply that was begun before the ticket changed is held: what changed is shown, and it goes only when told again.
// What is written stays under the hands, also when the ticket was taken or is over: then it says so, and does not send.
import { Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Ticket } from '#api';
import { offerUndo } from '../act/undo.js';
import { useCommand } from '../keys/commands.js';
import { Button } from '../look/button.js';
import { useWriting } from '../presence/presence-provider.js';
import { useRailPlace } from '../rail/rail-context.js';
import { useMe } from '../shell/session-context.js';
import { beginningOf, changedByOthers } from '../ticket/what-changed.js';
import { readAddresses, writeAddresses } from './addresses.js';
import { BlockedButtons } from './blocked-buttons.js';
import { blockedWords } from './blocked-words.js';
import styles from './composer.module.css';
import { emptied, holds, type Mode, opening, restored } from './draft/draft.js';
import { changeDraft, readDraft, useDraft, useDraftKey } from './draft/drafts.js';
import { FileChips } from './files/file-chips.js';
import filesStyles from './files/files.module.css';
import { throwAway } from './files/transfers.js';
import { useAttaching } from './files/use-attaching.js';
import { withText } from './gap-words.js';
import { Gaps, gapsIn } from './gaps.js';
import { leavePad } from './leave-pad.js';
import { Openers } from './openers.js';
import { Recipients } from './recipients.js';
import { SendButtons } from './send-buttons.js';
import { type Then, useSend } from './use-send.js';

/** Names the reason to whoever comes to the switched-off button. */
const BLOCKED = 'pad-blocked';

export function Composer({ ticket }: { ticket: Ticket }) {
  const key = useDraftKey(ticket.id);
  const draft = useDraft(key);
  const { sendNote, sendReply, problem, clearProblem } = useSend(ticket);
  const mode = draft.open;
  const wrote = useWriting(mode);
  const field = useRef<HTMLTextAreaElement>(null);
  const me = useMe();
  const place = useRailPlace();
  const [wrong, setWrong] = useState('');
  const canReply = ticket.canReply && ticket.actions.includes('reply');
  const canNote = ticket.actions.includes('note');
  // Without a delay the key that opened the pad would be typed into it.
  const focusSoon = (): number => requestAnimationFrame(() => field.current?.focus());
  const open = (next: Mode): boolean => {
    if (draft.flying.includes(next)) return false;
    clearProblem();
    setWrong('');
    changeDraft(key, opening(draft, ticket, next));
    focusSoon();
    return true;
  };
  // A text that cannot be sent any more can still be read, copied and moved.
  const showsReply = canReply || holds(draft, 'reply');
  const showsNote = canNote || holds(draft, 'note');
  useCommand('reply', () => open('reply'), showsReply);
  useCommand('note', () => open('note'), showsNote);
  const files = useAttaching({ ticket, draft, draftKey: key, may: { reply: canReply, note: canNote }, open });
  useEffect(() => {
    if (mode) field.current?.focus();
  }, [mode]);

  if (!showsReply && !showsNote) return null;
  if (!mode || draft.flying.includes(mode) || !(mode === 'reply' ? showsReply : showsNote))
    return <Openers ticket={ticket} draft={draft} reply={showsReply} note={showsNote} onOpen={open} />;

  const text = mode === 'reply' ? draft.reply : draft.note;
  const blocked = (mode === 'reply' ? canReply : canNote) ? null : blockedWords(ticket, me);
  const gaps = mode === 'reply' ? gapsIn(text) : [];
  const changes = mode === 'reply' && !blocked && draft.began ? changedByOthers(draft.began, ticket, me) : [];
  const close = (): void => {
    changeDraft(key, { open: null });
    leavePad();
  };
  const send = (then: Then): void => {
    if (blocked) return;
    const fault = faultOf();
    if (fault) setWrong(fault);
    else if (mode === 'note') void sendNote({ text: text.trim(), uploads: [...files.ids] });
    else
      void sendReply({
        text: text.trim(),
        to: recipients().to.ok,
        cc: recipients().cc.ok,
        uploads: [...files.ids],
        then,
        promiseNoticeId: draft.noticeId !== null && draft.noticeId === ticket.promiseNotice?.id ? draft.noticeId : null,
      });
  };
  const recipients = () => ({
    to: readAddresses(draft.to ?? writeAddresses(ticket.replyTo?.to ?? [])),
    cc: readAddresses(draft.cc ?? writeAddresses(ticket.replyTo?.cc ?? [])),
  });
  const faultOf = (): string => {
    if (!text.trim() && (mode === 'reply' || files.chips.length === 0)) return 'Write something first.';
    if (files.fault || mode === 'note') return files.fault;
    if (gaps.length > 0) return `Fill in, or take out: ${gaps.join(', ')}`;
    const { to, cc } = recipients();
    const bad = [...to.wrong, ...cc.wrong];
    if (bad.length > 0) return `No mail address: ${bad.join(', ')}`;
    if (to.ok.length === 0) return 'Say who it goes to.';
    return to.ok.length > 10 || cc.ok.length > 10 ? 'At most ten recipients in each line.' : '';
  };
  const fileRemoved = (): void => {
    setWrong('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (files.takeKey(event)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && changes.length === 0) {
      event.preventDefault();
      send({ state: 'keep' });
    }
  };
  const seen = (): void => {
    changeDraft(key, { began: beginningOf(ticket) });
    field.current?.focus();
  };
  const discard = (): void => {
    changeDraft(key, { ...emptied(draft, mode), open: null });
    leavePad();
    if (!holds(draft, mode)) return;
    const undo = (): void => {
      changeDraft(key, restored(readDraft(key), draft, mode));
      place.open(ticket.id);
    };
    offerUndo({
      words: `${mode === 'reply' ? 'Reply to' : 'Note on'} #${ticket.id} discarded.`,
      undo,
      onExpire: leaving => throwAway(draft.files[mode], leaving),
    });
  };
  const keepAsNote = (): void => {
    const kept = { reply: [], note: [...draft.files.note, ...draft.files.reply] };
    changeDraft(key, { ...emptied(draft, 'reply'), files: kept, open: 'note', note: withText(draft.note, text) });
    clearProblem();
    focusSoon();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields inside are caught here
    <div
      className={styles.pad}
      data-mode={mode}
      data-over={files.over || undefined}
      onKeyDown={onKeyDown}
      {...files.handlers}
    >
      <div className={styles.head}>
        <div role="tablist" aria-label="What to write" className={styles.modes}>
          {showsReply && <ModeTab mode="reply" now={mode} onOpen={open} />}
          {showsNote && <ModeTab mode="note" now={mode} onOpen={open} />}
        </div>
        <Button small weight="quiet" icon="close" aria-label="Put away (the text is kept)" onClick={close} />
      </div>
      {mode === 'reply' && <Recipients ticket={ticket} draft={draft} draftKey={key} />}
      <Textarea
        ref={field}
        autosize
        minRows={mode === 'reply' ? 5 : 3}
        maxRows={16}
        value={text}
        aria-label={mode === 'reply' ? 'Reply' : 'Note'}
        placeholder={mode === 'reply' ? 'Write your reply…' : 'Only your company sees this.'}
        onChange={event => {
          setWrong('');
          wrote(event.currentTarget.value);
          changeDraft(key, { [mode]: event.currentTarget.value, began: draft.began ?? beginningOf(ticket) });
        }}
        classNames={{ input: styles.text, wrapper: styles.textWrap }}
      />
      {files.over && <p className={filesStyles.drop}>Drop the files here.</p>}
      <FileChips chips={files.chips} limits={ticket.uploadLimits} onRemoved={fileRemoved} />
      {gaps.length > 0 && <Gaps gaps={gaps} field={field} />}
      {blocked && (
        <div className={styles.held} role="alert" id={BLOCKED}>
          {blocked}
        </div>
      )}
      {(wrong || problem) && !blocked && (
        <p className={styles.wrong} role="alert">
          {wrong || problem}
        </p>
      )}
      {changes.length > 0 && (
        <div className={styles.held} role="alert">
          <strong>While you wrote: </strong>
          {changes.join(' ')} Look before you send.
        </div>
      )}
      {blocked ? (
        <BlockedButtons
          text={text}
          why={BLOCKED}
          send={mode === 'reply' ? 'Send' : 'Write note'}
          onKeep={mode === 'reply' && canNote ? keepAsNote : null}
          onDiscard={discard}
        />
      ) : (
        <SendButtons
          mode={mode}
          clip={files.clip}
          outcomes={ticket.outcomes}
          held={changes.length > 0}
          handedOff={(ticket.handedOff?.open ?? 0) > 0}
          canFinish={ticket.actions.includes('done')}
          onSend={send}
          onSeen={seen}
          onDiscard={discard}
        />
      )}
    </div>
  );
}

function ModeTab({ mode, now, onOpen }: { mode: Mode; now: Mode; onOpen: (mode: Mode) => void }) {
  return (
    <button type="button" role="tab" aria-selected={mode === now} className={styles.mode} onClick={() => onOpen(mode)}>
      {mode === 'reply' ? 'Reply' : 'Note'}
    </button>
  );
}
