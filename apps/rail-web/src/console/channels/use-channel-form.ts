// What is typed of a channel, and what the server says to it. Guarantees: nothing is called wrong before somebody asked for something (test, preview,
// save); from then on every change is checked; an answer to what was typed before never stands beside what is typed now.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ChannelKindView, ChannelView } from '#api';
import { checkChannel } from '../../api/channel/channel.api.js';
import type { Fault } from '../../form/field.shape.js';
import { type ChannelDraft, channelDraft, firstDraft, readChannel, type TypedChannel } from './channel.draft.js';
import { withoutSecrets } from './form/settings.data.js';

const CHECK_MS = 400;

export interface ChannelFormState {
  draft: ChannelDraft;
  typed: TypedChannel;
  faults: Fault[];
  changed: boolean;
  setDraft: (change: (now: ChannelDraft) => ChannelDraft) => void;
  setFaults: (faults: Fault[]) => void;
  /** True where the server would take it; else its faults are shown. Rejects where the server cannot be asked. */
  check: () => Promise<boolean>;
  reset: () => void;
  saved: (channel: ChannelView) => void;
}

/** Typed before the browser went to the provider; its secrets lie with the sign-in. */
export type RestoredDraft = { draft: ChannelDraft; signInId: number };

export function useChannelForm(
  kind: ChannelKindView,
  channel: ChannelView | null,
  departmentId: number | null,
  restored: RestoredDraft | null = null,
): ChannelFormState {
  const [start, setStart] = useState(() => (channel ? channelDraft(channel) : firstDraft(kind, departmentId)));
  const [draft, setDraft] = useState(restored?.draft ?? start);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [asked, setAsked] = useState(false);
  const latest = useRef(draft);
  latest.current = draft;
  const signInId = restored?.signInId;
  const typed = useMemo(
    () => ({ ...readChannel(kind, draft), ...(signInId === undefined ? {} : { signInId }) }),
    [kind, draft, signInId],
  );
  const channelId = channel?.id ?? null;
  useEffect(() => {
    if (!asked) return;
    const given = new AbortController();
    const timer = setTimeout(() => {
      // What cannot be asked now is asked with the next change, or when it is saved.
      checkChannel(channelId, typed, given.signal).then(
        answer => setFaults(answer.faults),
        () => undefined,
      );
    }, CHECK_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [asked, channelId, typed]);
  return {
    draft,
    typed,
    faults,
    changed: JSON.stringify(draft) !== JSON.stringify(start),
    setDraft,
    setFaults,
    async check() {
      setAsked(true);
      const answer = await checkChannel(channelId, typed);
      if (latest.current === draft) setFaults(answer.faults);
      return answer.faults.length === 0;
    },
    reset() {
      setDraft(start);
      setFaults([]);
      setAsked(false);
    },
    saved(now) {
      const next = channelDraft(now);
      setStart(next);
      setDraft({ ...next, data: withoutSecrets(kind, next.data) });
      setFaults([]);
      setAsked(false);
    },
  };
}
