// One reason in words, then something ends: a handoff that is cancelled, a notice to the customer that is dismissed.
import { WordsDialog } from './frame/words-dialog.js';

type Props = {
  title: string;
  label: string;
  submit?: string;
  onClose: () => void;
  onCancel: (reason: string) => void;
};

export const CancelDialog = ({ submit = 'Cancel it', onCancel, ...rest }: Props) => (
  <WordsDialog {...rest} {...{ submit, rows: 3, missing: 'Say why in a few words.', back: 'Back' }} onSay={onCancel} />
);
