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
    // At the top: below the page it would make the page a pixel too high, and whatever is scrolled into view would shift it.
    <div className="unseen" style={{ top: 0 }} role="status" aria-live="polite">
      {words}
    </div>
  );
}
