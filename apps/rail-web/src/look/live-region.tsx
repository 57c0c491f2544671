// The polite live region. The text is emptied first, so that the same words are read twice when they happen twice.
import { useEffect, useState } from 'react';
import { onAnnounce } from './announcer.js';

export function LiveRegion() {
  const [words, setWords] = useState('');
  useEffect(() => {
    let timer = 0;
    const stop = onAnnounce(next => {
      setWords('');
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setWords(next), 50);
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, []);
  return (
    <div className="unseen" role="status" aria-live="polite">
      {words}
    </div>
  );
}
