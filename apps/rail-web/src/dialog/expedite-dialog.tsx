// E: why may it hang in front of the others? The reason stands on the ticket for everybody.
import { WordsDialog } from './frame/words-dialog.js';

type Props = { id: number; onClose: () => void; onExpedite: (reason: string) => void };

export const ExpediteDialog = ({ id, onClose, onExpedite }: Props) => (
  <WordsDialog
    title={`Expedite #${id}`}
    lead="It hangs in front of everything else. The reason is shown to everybody."
    submit="Expedite"
    onClose={onClose}
    onSay={onExpedite}
  />
);
