// Shift-N: passing over the top needs a reason, which is logged.
import type { SkipReason } from '../api/ticket/rail.api.js';
import { ChoiceList } from './frame/choice-list.js';
import { DialogFrame } from './frame/dialog-frame.js';

const REASONS: { value: SkipReason; title: string }[] = [
  { value: 'needs-a-specialist', title: 'It needs a specialist' },
  { value: 'waiting-for-information', title: 'Information is missing that I wait for' },
  { value: 'conflict-of-interest', title: 'I should not be the one (conflict of interest)' },
  { value: 'other', title: 'Another reason' },
];

export function SkipDialog({
  id,
  onClose,
  onSkip,
}: {
  id: number;
  onClose: () => void;
  onSkip: (reason: SkipReason) => void;
}) {
  return (
    <DialogFrame
      title={`Skip #${id}`}
      lead="It stays where it is, and you get the one after it. The reason is logged."
      onClose={onClose}
    >
      <ChoiceList label="Reason" choices={REASONS} onChoose={choice => onSkip(choice.value)} />
    </DialogFrame>
  );
}
