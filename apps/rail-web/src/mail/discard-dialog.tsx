// Why is a message nobody's business? The reason stands on the ticket and in the ledger.
import { WordsDialog } from '../dialog/frame/words-dialog.js';

type Props = { name: string; onClose: () => void; onDiscard: (reason: string) => void };

export const DiscardDialog = ({ name, onClose, onDiscard }: Props) => (
  <WordsDialog
    title="Discard this message"
    lead={`It is shut on the ticket, and kept. ${name} hears nothing of it.`}
    submit="Discard"
    onClose={onClose}
    onSay={onDiscard}
  />
);
