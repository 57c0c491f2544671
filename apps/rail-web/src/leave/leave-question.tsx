// The question before something unsaved is lost. Staying is the answer that costs nothing, so it has the focus.
import { useSyncExternalStore } from 'react';
import { actionsClass, DialogFrame } from '../dialog/frame/dialog-frame.js';
import { Button } from '../look/button.js';
import { leaving } from './leaving.js';

export function LeaveQuestion() {
  const asked = useSyncExternalStore(leaving.watch, leaving.asked);
  if (!asked) return null;
  return (
    <DialogFrame
      title="Leave without saving?"
      lead="What you changed here is not saved yet. It is lost when you leave."
      onClose={() => leaving.answer(false)}
    >
      <div className={actionsClass}>
        <Button onClick={() => leaving.answer(true)}>Leave without saving</Button>
        <Button weight="main" data-autofocus onClick={() => leaving.answer(false)}>
          Stay
        </Button>
      </div>
    </DialogFrame>
  );
}
