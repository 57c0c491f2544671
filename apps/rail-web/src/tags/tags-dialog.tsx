// Shift-T: the tags of a ticket. Type and Enter adds one, Backspace takes the last away, Enter on an empty field saves. A part of the page of its own, loaded
// when it is opened first.
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import { TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ticket } from '#api';
import { tagsKey } from '../api/query-keys.js';
import { readTags } from '../api/ticket/rail.api.js';
import { actionsClass, DialogFrame } from '../dialog/frame/dialog-frame.js';
import { Button } from '../look/button.js';
import surface from '../look/surface.module.css';
import { typedTag, typedTags } from './tag-words.js';
import styles from './tags-dialog.module.css';

type Props = { ticket: Ticket; onClose: () => void; onTag: (tags: string[]) => void };

/** As the server has them. */
const MOST = 20;
const LONGEST = 40;

const classNames = {
  label: styles.label,
  input: styles.input,
  pillsList: styles.pills,
  pill: styles.pill,
  inputField: styles.field,
  dropdown: surface.layer,
  option: surface.item,
};

export default function TagsDialog({ ticket, onClose, onTag }: Props) {
  const [tags, setTags] = useState<string[]>(ticket.tags);
  const [words, setWords] = useState('');
  const [open, setOpen] = useState(false);
  const { departmentId } = ticket;
  const used = useQuery({ queryKey: tagsKey(departmentId), queryFn: () => readTags(departmentId), staleTime: 30_000 });
  const type = (next: string): void => {
    setWords(next);
    setOpen(next !== '');
  };
  return (
    <DialogFrame title={`Tags of #${ticket.id}`} onClose={onClose}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          onTag(typedTags([...tags, words]).slice(0, MOST));
        }}
      >
        <TagsInput
          classNames={classNames}
          label="Tags"
          aria-describedby="tags-keys"
          data-autofocus
          placeholder={tags.length === 0 ? 'spare-part, vip, …' : undefined}
          value={tags}
          onChange={next => setTags(typedTags(next))}
          searchValue={words}
          onSearchChange={type}
          data={used.data?.map(one => one.tag) ?? []}
          maxTags={MOST}
          maxLength={LONGEST}
          limit={8}
          splitChars={[',']}
          isDuplicate={(word, all) => all.includes(typedTag(word))}
          // In the dialog, so that assistive tools read it there; fixed, so that the dialog does not scroll for it.
          comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
          openOnFocus={false}
          dropdownOpened={open}
          onDropdownOpen={() => setOpen(true)}
          onDropdownClose={() => setOpen(false)}
        />
        <p id="tags-keys" className={styles.hint}>
          {tags.length >= MOST
            ? `A ticket has at most ${MOST} tags.`
            : 'Enter adds one, Backspace takes the last away. Enter again saves.'}
        </p>
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit">
            Save
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
