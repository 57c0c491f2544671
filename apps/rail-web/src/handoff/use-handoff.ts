// One handoff: read it, take a step, and keep the ticket, the lists and the numbers in step with it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Handoff } from '#api';
import { said, say, sayProblem } from '../act/say.js';
import {
  actOnHandoff,
  discardHandoff,
  type HandoffAct,
  type HandoffActs,
  readHandoff,
} from '../api/flow/handoff.api.js';
import { newIntent, ProblemError } from '../api/http.js';
import { endSessionOn } from '../api/query-client.js';
import { handoffKey, ticketKey } from '../api/query-keys.js';

export function useHandoff(id: number | null) {
  return useQuery({
    queryKey: handoffKey(id ?? 0),
    queryFn: ({ signal }) => readHandoff(id ?? 0, signal),
    enabled: id !== null,
    staleTime: 10_000,
    refetchOnWindowFocus: true,
  });
}

/** After a step: what else shows the handoff is read again. */
export function useHandoffRefresh(): (handoff: Pick<Handoff, 'id' | 'originTicketId' | 'ticketId'>) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async ({ originTicketId, ticketId }) => {
      const tickets = [originTicketId, ticketId].filter(id => id !== null);
      await Promise.all([
        ...tickets.map(id => client.invalidateQueries({ queryKey: ticketKey(id) })),
        ...['handoffs', 'numbers', 'alerts', 'pulse'].map(name => client.invalidateQueries({ queryKey: [name] })),
      ]);
    },
    [client],
  );
}

export function useHandoffActs(handoff: Handoff) {
  const client = useQueryClient();
  const refresh = useHandoffRefresh();
  const [busy, setBusy] = useState<HandoffAct | 'discard' | null>(null);
  /**
   * Never foreseen: who owns it is the server's word. Answers null where it was refused; then it has been said (or is told to `onProblem`)
   * and what stands now has been read.
   */
  const step = async <A extends HandoffAct>(
    name: A,
    body: HandoffActs[A],
    done: string,
    onProblem?: (problem: ProblemError) => void,
  ): Promise<Handoff | null> => {
    setBusy(name);
    try {
      const version = client.getQueryData<Handoff>(handoffKey(handoff.id))?.version ?? handoff.version;
      const now = await actOnHandoff(handoff.id, name, body, { version, intent: newIntent() });
      // The ticket first: the step raised its version, and what is done to it next must name that one.
      await refresh(now);
      client.setQueryData(handoffKey(handoff.id), now);
      say(done);
      return now;
    } catch (error) {
      said(error);
      endSessionOn(error, client);
      await client.invalidateQueries({ queryKey: handoffKey(handoff.id) });
      await refresh(handoff);
      if (onProblem && error instanceof ProblemError && error.problem.errors?.length) onProblem(error);
      else sayProblem(error);
      return null;
    } finally {
      setBusy(null);
    }
  };
  const discard = async (): Promise<boolean> => {
    setBusy('discard');
    try {
      const version = client.getQueryData<Handoff>(handoffKey(handoff.id))?.version ?? handoff.version;
      await discardHandoff(handoff.id, version);
      await refresh(handoff);
      client.removeQueries({ queryKey: handoffKey(handoff.id) });
      say('Draft discarded.');
      return true;
    } catch (error) {
      sayProblem(error);
      await client.invalidateQueries({ queryKey: handoffKey(handoff.id) });
      return false;
    } finally {
      setBusy(null);
    }
  };
  return { step, discard, busy };
}
