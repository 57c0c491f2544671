// Files that are dropped on the pad, or pasted into it. While a pad lies open, a file that misses it does not take the page away.
import { type ClipboardEvent, type DragEvent, useEffect, useState } from 'react';
import { say } from '../../act/say.js';
import { pastedName } from './pad-file.js';

type Add = (files: readonly File[], names?: readonly string[]) => void;

const brings = (transfer: DataTransfer | null): boolean => transfer?.types.includes('Files') ?? false;

/** @param open  a pad is there to take them; `add` null: it lies open and takes none */
export function useDrop(open: boolean, add: Add | null) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!open) return;
    const keepPage = (event: globalThis.DragEvent): void => {
      if (brings(event.dataTransfer)) event.preventDefault();
    };
    window.addEventListener('dragover', keepPage);
    window.addEventListener('drop', keepPage);
    return () => {
      window.removeEventListener('dragover', keepPage);
      window.removeEventListener('drop', keepPage);
    };
  }, [open]);
  const onDragOver = (event: DragEvent): void => {
    if (add && brings(event.dataTransfer)) setOver(true);
  };
  const onDragLeave = (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
  };
  const onDrop = (event: DragEvent): void => {
    setOver(false);
    if (!add || !brings(event.dataTransfer)) return;
    event.preventDefault();
    const items = [...event.dataTransfer.items].filter(item => item.kind === 'file');
    const folders = items.filter(item => item.webkitGetAsEntry?.()?.isDirectory);
    const files = items.flatMap(item => (folders.includes(item) ? [] : (item.getAsFile() ?? [])));
    if (folders.length > 0) say('A folder cannot go along. Put it into a ZIP archive first.');
    if (files.length > 0) add(files);
  };
  const onPaste = (event: ClipboardEvent): void => {
    const { files, types } = event.clipboardData;
    // A table that was copied brings a picture of itself along: its words are meant.
    if (!add || files.length === 0 || types.includes('text/plain')) return;
    event.preventDefault();
    const pasted = [...files];
    const now = new Date();
    // Browsers call every screenshot image.png.
    add(
      pasted,
      pasted.map(file => (/^image\.\w+$/.test(file.name) ? pastedName(file.type, now) : file.name)),
    );
  };
  return { over, handlers: { onDragOver, onDragLeave, onDrop, onPaste } };
}
