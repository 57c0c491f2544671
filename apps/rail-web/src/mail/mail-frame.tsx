// A stranger's HTML, in a frame without scripts. The frame is as high as the mail: measured from here, since nothing runs inside.
import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Attachment } from '#api';
import { Button } from '../look/button.js';
import { purifyMail } from './mail-purify.js';
import { frameDocument, hasOwnColours } from './mail-safety.js';
import styles from './message.module.css';

const LIGHT = { ink: '#1b2024', paper: '#fffdf8', link: '#0d5265', dark: false };
const DARK = { ink: '#ece7dd', paper: '#1e2124', link: '#84cbdd', dark: true };

export function MailFrame({ html, attachments, from }: { html: string; attachments: Attachment[]; from: string }) {
  const scheme = useComputedColorScheme('light');
  const frame = useRef<HTMLIFrameElement>(null);
  const [remote, setRemote] = useState(false);
  const [height, setHeight] = useState(96);
  const coloured = hasOwnColours(html);
  const onLight = coloured && scheme === 'dark';
  const { page, heldPictures } = useMemo(() => {
    const look = {
      ...(scheme === 'dark' && !coloured ? DARK : LIGHT),
      font: new URL(inter, window.location.href).href,
    };
    const pure = purifyMail(html, attachments, remote);
    return { page: frameDocument(pure.html, look, window.location.origin, remote), heldPictures: pure.heldPictures };
  }, [html, attachments, remote, scheme, coloured]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let sizes: ResizeObserver | null = null;
    const onLoad = (): void => {
      const inside = element.contentDocument;
      if (!inside?.body) return;
      const measure = (): void => setHeight(Math.max(24, Math.ceil(inside.body.getBoundingClientRect().height) + 2));
      sizes?.disconnect();
      sizes = new ResizeObserver(measure);
      sizes.observe(inside.body);
      measure();
      // Single keys work while the mail has the focus.
      inside.addEventListener('keydown', event => {
        const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
        if (!ctrlKey || key.toLowerCase() === 'k')
          window.dispatchEvent(
            new KeyboardEvent('keydown', { key, ctrlKey, metaKey, altKey, shiftKey, cancelable: true }),
          );
      });
    };
    element.addEventListener('load', onLoad);
    onLoad();
    return () => {
      element.removeEventListener('load', onLoad);
      sizes?.disconnect();
    };
  }, []);

  return (
    <>
      {heldPictures > 0 && (
        <div className={styles.held}>
          <span>Remote pictures are held back: they can tell the sender that you read this.</span>
          <Button small icon="picture" onClick={() => setRemote(true)}>
            Show remote pictures
          </Button>
        </div>
      )}
      <iframe
        ref={frame}
        title={`Mail from ${from}`}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        srcDoc={page}
        className={styles.frame}
        data-light={onLight || undefined}
        style={{ height }}
      />
    </>
  );
}
