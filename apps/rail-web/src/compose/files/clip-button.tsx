// The clip: files of this computer, or one of the conversation with a click. Its key in the pad is Ctrl/Cmd-U.
import { Menu } from '@mantine/core';
import { type RefObject, useRef } from 'react';
import { Button } from '../../look/button.js';
import type { EarlierFile } from './earlier-files.js';
import styles from './files.module.css';

type Props = {
  /** The hidden field that opens the computer's own choice. */
  field: RefObject<HTMLInputElement | null>;
  earlier: readonly EarlierFile[];
  onFiles: (files: readonly File[]) => void;
  onEarlier: (id: number) => void;
};

export function ClipButton({ field, earlier, onFiles, onEarlier }: Props) {
  const own = useRef<HTMLInputElement>(null);
  const input = (
    <input
      ref={element => {
        own.current = element;
        field.current = element;
      }}
      type="file"
      multiple
      hidden
      aria-label="Files of this computer"
      onChange={event => {
        const chosen = [...(event.currentTarget.files ?? [])];
        // The same file may be chosen again after it was removed.
        event.currentTarget.value = '';
        if (chosen.length > 0) onFiles(chosen);
      }}
    />
  );
  const choose = (): void => own.current?.click();
  if (earlier.length === 0)
    return (
      <>
        {input}
        <Button weight="quiet" icon="clip" hint="Ctrl U" className={styles.clip} onClick={choose}>
          Attach
        </Button>
      </>
    );
  return (
    <>
      {input}
      <Menu position="top-start" width={320}>
        <Menu.Target>
          <Button weight="quiet" icon="clip" hint="Ctrl U" className={styles.clip}>
            Attach
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={styles.menu}>
          <Menu.Item onClick={choose}>Choose files of this computer…</Menu.Item>
          <Menu.Divider />
          <Menu.Label>Of this ticket</Menu.Label>
          {earlier.map(file => (
            <Menu.Item key={file.id} onClick={() => onEarlier(file.id)}>
              <bdi className={styles.name}>{file.filename}</bdi>
              <span className={styles.more}>{file.from}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
