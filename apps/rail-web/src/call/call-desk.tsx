// The log of calls, reached from everywhere on the rail by one key.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ticket } from '#api';
import { ticketKey } from '../api/query-keys.js';
import { useCommand } from '../keys/commands.js';
import { useRailPlace } from '../rail/rail-context.js';
import { CallDialog } from './call-dialog.js';

export function CallDesk() {
  const { department, openId, open } = useRailPlace();
  const client = useQueryClient();
  const [shown, setShown] = useState(false);
  useCommand('log-call', () => setShown(true));
  if (!shown) return null;
  const ticket = openId === null ? null : (client.getQueryData<Ticket>(ticketKey(openId)) ?? null);
  return (
    <CallDialog
      departmentId={department.id}
      ticket={ticket}
      onClose={() => setShown(false)}
      // Whoever reads a ticket stays with it; from the rail alone the call's ticket is what comes next.
      onDone={ticketId => openId === null && ticketId !== null && open(ticketId)}
    />
  );
}
