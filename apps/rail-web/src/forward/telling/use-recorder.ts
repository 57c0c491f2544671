// A voice memo, where the browser can record one. Guarantee: the microphone is let go of when the memo ends, and when the page is left.
import { useEffect, useRef, useState } from 'react';

const LONGEST_MS = 120_000;

export const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' && typeof navigator.mediaDevices?.getUserMedia === 'function';

/** `seconds` of the memo under way; null: none. `start` rejects where the microphone is refused. */
export function useRecorder(onMemo: (memo: File) => void): {
  seconds: number | null;
  start(): Promise<void>;
  stop(): void;
} {
  const [seconds, setSeconds] = useState<number | null>(null);
  const recorder = useRef<MediaRecorder | null>(null);
  const done = useRef(onMemo);
  done.current = onMemo;

  const stop = (): void => {
    if (recorder.current?.state === 'recording') recorder.current.stop();
  };
  useEffect(() => stop, []);
  useEffect(() => {
    if (seconds === null) return;
    const timer = window.setTimeout(() => (seconds * 1_000 >= LONGEST_MS ? stop() : setSeconds(seconds + 1)), 1_000);
    return () => window.clearTimeout(timer);
  }, [seconds]);

  const start = async (): Promise<void> => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const made = new MediaRecorder(stream, { audioBitsPerSecond: 32_000 });
    const pieces: Blob[] = [];
    made.ondataavailable = event => pieces.push(event.data);
    made.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      recorder.current = null;
      setSeconds(null);
      const type = made.mimeType.split(';')[0] || 'audio/webm';
      const ending = type.includes('mp4') ? 'm4a' : type.includes('ogg') ? 'ogg' : 'webm';
      const memo = new File(pieces, `voice memo.${ending}`, { type });
      if (memo.size > 0) done.current(memo);
    };
    recorder.current = made;
    made.start();
    setSeconds(0);
  };
  return { seconds, start, stop };
}
