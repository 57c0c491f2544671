// Somebody looked, and it belongs on the rail: the reason stands on the ticket.
import { useQueryClient } from '@tanstack/react-query';
import { say } from '../../act/say.js';
import { releaseMessage, suppressedKey } from '../../api/channel/suppressed.api.js';
import { ReasonDialog } from '../quarantine/reason-dialog.js';

type Props = { messageId: number; onClose: () => void };

export function ReleaseDialog({ messageId, onClose }: Props) {
  const client = useQueryClient();
  const release = async (reason: string, intent: string): Promise<void> => {
    try {
      await releaseMessage(messageId, { reason }, intent);
      say('It is on its way to the rail.');
    } finally {
      await client.invalidateQueries({ queryKey: suppressedKey });
    }
  };
  return (
    <ReasonDialog
      title="Release this message"
      lead="It is read once more, without the rule that left it out, and comes to the rail. The reason stands on its ticket."
      label="Why it belongs on the rail"
      missing="Say in a few words why it belongs on the rail."
      act="Release"
      onDecide={release}
      onClose={onClose}
    />
  );
}
