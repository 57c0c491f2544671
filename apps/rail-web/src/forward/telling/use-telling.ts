// The form's values, kept on the phone at every stroke, and what another app shared laid into them.
import { useCallback, useEffect, useRef, useState } from 'react';
import { forget, keep, kept, takeAll } from '../waiting/phone-store.js';
import { type Clip, isEmpty, NOTHING, type Telling, withShared } from './telling.js';

type Shared = { title: string; text: string; url: string; files: File[] };
const LAST = 'rail.forward.department';

/** `offered`: departments, the first is taken where none was used before. `ready`: what was kept has been read. */
export function useTelling(userId: number, offered: { id: number }[]) {
  const key = String(userId);
  const [telling, setTelling] = useState<Telling>(NOTHING);
  const [ready, setReady] = useState(false);
  const latest = useRef(telling);
  latest.current = telling;

  useEffect(() => {
    let gone = false;
    const read = async (): Promise<void> => {
      const draft = (await kept<Telling>('draft', key)) ?? NOTHING;
      const shared = await takeAll<Shared>('shared');
      const whole = shared.reduce((sum, one) => withShared(sum, { ...one, clips: one.files.map(clipOf) }), {
        ...NOTHING,
        ...draft,
      });
      if (shared.length > 0) await keep('draft', key, whole);
      if (!gone) setTelling(whole);
    };
    read()
      .catch(notKept)
      .finally(() => !gone && setReady(true));
    return () => {
      gone = true;
    };
  }, [key]);

  const change = useCallback(
    (part: Partial<Telling>): void => {
      const next = { ...latest.current, ...part };
      latest.current = next;
      setTelling(next);
      if (part.departmentId) remember(part.departmentId);
      (isEmpty(next) ? forget('draft', key) : keep('draft', key, next)).catch(notKept);
    },
    [key],
  );

  const clear = useCallback((): void => change({ ...NOTHING, departmentId: latest.current.departmentId }), [change]);
  const last = Number(localStorage.getItem(LAST));
  const usual = offered.find(one => one.id === last) ?? offered[0];
  const isOffered = offered.some(one => one.id === telling.departmentId);
  return { telling: isOffered ? telling : { ...telling, departmentId: usual?.id ?? null }, change, clear, ready };
}

export const clipOf = (file: Blob & { name?: string }): Clip => ({
  id: crypto.randomUUID(),
  name: file.name || 'file',
  type: file.type || 'application/octet-stream',
  blob: file,
});

function remember(departmentId: number): void {
  try {
    localStorage.setItem(LAST, String(departmentId));
  } catch (error) {
    notKept(error);
  }
}

const notKept = (error: unknown): void =>
  console.warn('This browser keeps nothing: the draft stands in this tab only', error);
