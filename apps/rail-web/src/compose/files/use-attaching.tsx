// All ways by which a file comes to the pad: the clip and its keys, the files of the timeline, drag and drop, the clipboard.
import { type KeyboardEvent, useRef } from 'react';
import type { Ticket } from '#api';
import { sayProblem } from '../../act/say.js';
import { useCommand } from '../../keys/commands.js';
import type { Draft, Mode } from '../draft/draft.js';
import { ClipButton } from './clip-button.js';
import { useTakeEarlier } from './earlier-desk.js';
import { earlierFiles } from './earlier-files.js';
import { bringEarlier } from './transfers.js';
import { useDrop } from './use-drop.js';
import { usePadFiles } from './use-pad-files.js';

type Pad = {
  ticket: Ticket;
  draft: Draft;
  draftKey: string;
  /** What can be written; a closed pad opens for the reply where there can be one. */
  may: Readonly<Record<Mode, boolean>>;
  open: (mode: Mode) => void;
};

export function useAttaching({ ticket, draft, draftKey, may, open }: Pad) {
  const mode = draft.open ?? (may.reply ? 'reply' : 'note');
  const files = usePadFiles(ticket, draft, draftKey, mode);
  const picker = useRef<HTMLInputElement>(null);
  const ready = (): void => {
    if (!draft.open) open(mode);
  };
  const choose = (): void => {
    ready();
    requestAnimationFrame(() => picker.current?.click());
  };
  const takeEarlier = (attachmentId: number): void => {
    ready();
    bringEarlier(files.place, attachmentId).catch(sayProblem);
  };
  useCommand('attach', choose, may[mode]);
  useTakeEarlier(takeEarlier, may[mode]);
  const { over, handlers } = useDrop(draft.open !== null, may[mode] ? files.add : null);
  /** True where the key was meant for here. */
  const takeKey = (event: KeyboardEvent): boolean => {
    if (event.key.toLowerCase() !== 'u' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
      return false;
    // Browsers would show the page's source.
    event.preventDefault();
    if (may[mode]) choose();
    return true;
  };
  const clip = (
    <ClipButton
      field={picker}
      earlier={earlierFiles(ticket.entries)}
      onFiles={chosen => files.add(chosen)}
      onEarlier={takeEarlier}
    />
  );
  return { ...files, over, handlers, takeKey, clip };
}
