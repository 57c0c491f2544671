// Something that is shown this once: it can be copied, and is gone when the dialog is closed.
import { useClipboard } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { announce } from '../look/announcer.js';
import { Button } from '../look/button.js';
import { actionsClass, DialogFrame, inputClass } from './frame/dialog-frame.js';

type Props = {
  title: string;
  lead: string;
  /** What it is, for whoever does not see the field. */
  label: string;
  value: string;
  done?: string;
  onClose: () => void;
  children?: ReactNode;
};

export function CopyDialog({ title, lead, label, value, done = 'I have put it away', onClose, children }: Props) {
  const clipboard = useClipboard({ timeout: 4_000 });
  return (
    <DialogFrame title={title} size={520} lead={lead} onClose={onClose}>
      <label>
        <span className="unseen">{label}</span>
        <input
          className={`mono ${inputClass}`}
          readOnly
          data-autofocus
          value={value}
          onFocus={event => event.currentTarget.select()}
        />
      </label>
      {children}
      <div className={actionsClass}>
        <Button
          onClick={() => {
            clipboard.copy(value);
            announce('Copied.');
          }}
        >
          {clipboard.copied ? 'Copied' : 'Copy'}
        </Button>
        <Button weight="main" onClick={onClose}>
          {done}
        </Button>
      </div>
    </DialogFrame>
  );
}
