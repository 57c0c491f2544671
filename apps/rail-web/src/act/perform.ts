// Does one act to a ticket: shows what will be, asks the server, and puts everything back when it says no.
// Acts on one ticket run one after the other, each with the version that the one before it answered.
import type { QueryClient } from '@tanstack/react-query';
import type { Ticket } from '#api';
import { newIntent, ProblemError } from '../api/http.js';
import { endSessionOn } from '../api/query-client.js';
import { ticketKey } from '../api/query-keys.js';
import { showTicket, snapshot } from '../api/ticket/slip-cache.js';
import { type ActName, type Acts, act, readTicket } from '../api/ticket/ticket.api.js';
import { whatChanged } from '../ticket/what-changed.js';
import { sayProblem, sayWrong } from './say.js';

const tails = new Map<number, Promise<unknown>>();

export type Performance<A extends ActName> = {
  id: number;
  name: A;
  body: Acts[A];
  foresee?: (ticket: Ticket) => Ticket;
  intent?: string;
  /** Of an earlier try of the same intent: the same request again. Without it, the version that is shown. */
  version?: number;
  /** Hears the version just before the server is asked. */
  onAsk?: (version: number) => void;
  keepalive?: boolean;
  /** Its words on a failure are the caller's: a composer shows them beside the text. */
  silent?: boolean;
};

/** Answers the ticket as it now stands. Throws ProblemError after the roll-back (and after saying so, unless silent). */
export async function perform<A extends ActName>(client: QueryClient, what: Performance<A>): Promise<Ticket> {
  const { id, name, body, foresee } = what;
  const putBack = snapshot(client, id);
  const before = client.getQueryData<Ticket>(ticketKey(id));
  if (before && foresee) showTicket(client, foresee(before), true);
  const ask = async (): Promise<Ticket> => {
    const shown = what.version ?? client.getQueryData<Ticket>(ticketKey(id))?.version;
    const version = shown ?? (await readTicket(id)).version;
    what.onAsk?.(version);
    return act(id, name, body, { version, intent: what.intent ?? newIntent(), keepalive: what.keepalive });
  };
  const turn = (tails.get(id) ?? Promise.resolve()).then(ask, ask);
  tails.set(id, turn);
  try {
    const ticket = await turn;
    showTicket(client, ticket, true);
    return ticket;
  } catch (error) {
    putBack();
    endSessionOn(error, client);
    const stale = error instanceof ProblemError && error.status === 412;
    const changes = stale ? await lookAgain(client, id, before) : [];
    if (!what.silent) {
      if (changes.length > 0) sayWrong(`Not done: ${changes.join(' ')}`, 'Look, then do it again if it still fits.');
      else sayProblem(error);
    }
    throw error;
  } finally {
    if (tails.get(id) === turn) tails.delete(id);
  }
}

/** After a 412: the ticket as it stands, and what others did to it meanwhile. */
async function lookAgain(client: QueryClient, id: number, before: Ticket | undefined): Promise<string[]> {
  try {
    const now = await readTicket(id);
    showTicket(client, now, true);
    return before ? whatChanged(before, now) : [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [];
  }
}
