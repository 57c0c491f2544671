// Watches one folder for as long as this instance holds the channel's lease, over as many connections as that takes.
// Guarantees: one effective owner per folder (I14); a refused sign-in is never hammered; every stall shows in health (I16).
import {
  Backoff,
  type Connector,
  type ConnectorPorts,
  connectorOf,
  type HeldLease,
  pause,
  tellAndWait,
  workUnderLease,
} from '#channels/contract';
import type { FileLimits } from '../../edi.settings.js';
import type { EdiFile } from '../file.envelopes.js';
import { FolderFault, type RemoteFolder } from '../folder/remote.folder.js';
import { type Pass, PickUp } from './pick-up.js';
import { TRANSPORT_TIMINGS, type TransportTimings } from './transport.timings.js';

export interface WatchInput {
  channelId: number;
  via: EdiFile['via'];
  inbox: string;
  outbox: string;
  pollSeconds: number;
  limits: FileLimits;
  /** @throws FolderFault */
  open(): Promise<RemoteFolder>;
}

export function createFolderConnector(
  input: WatchInput,
  ports: ConnectorPorts,
  timings: TransportTimings = TRANSPORT_TIMINGS,
): Connector {
  return connectorOf(stop => new FolderWatch(input, ports, timings, stop).run());
}

/** The longest that a timer can wait, ms. */
const FOR_EVER = 2_147_483_647;

interface Problem {
  code: string;
  text: string;
}

class FolderWatch {
  private readonly ordinary: Backoff;
  private readonly refused: Backoff;
  private troubles: { text: string; until: number }[] = [];

  constructor(
    private readonly input: WatchInput,
    private readonly ports: ConnectorPorts,
    private readonly timings: TransportTimings,
    private readonly stop: AbortSignal,
  ) {
    this.ordinary = new Backoff(timings.retry);
    this.refused = new Backoff(timings.refused);
  }

  run(): Promise<void> {
    const standby = { detail: 'another instance watches this folder', after: this.timings.standbyAfter };
    return workUnderLease(
      {
        ...{ channelId: this.input.channelId, standby },
        hold: lease => this.hold(lease),
        failed: error => this.report(problemOf(error), this.ordinary.next()),
      },
      this.ports,
      this.stop,
    );
  }

  /** Session after session, until the lease is lost or we stop. */
  private async hold(lease: HeldLease): Promise<void> {
    const ending = AbortSignal.any([this.stop, lease.lost]);
    while (!ending.aborted) {
      try {
        await this.session(ending);
      } catch (error) {
        if (ending.aborted) return;
        const problem = problemOf(error);
        const backoff = problem.code === 'EDI.AUTH' || problem.code === 'EDI.HOST_KEY' ? this.refused : this.ordinary;
        await this.report(problem, backoff.next(), lease.lost);
      }
    }
  }

  private async session(ending: AbortSignal): Promise<void> {
    const { channelId, via, inbox, outbox, limits } = this.input;
    const folder = await this.opened(ending);
    if (!folder) return;
    // A server that stopped answering must not hold up the end of the process.
    let cut: NodeJS.Timeout | undefined;
    const onEnd = () => {
      cut = setTimeout(() => void folder.close(), this.timings.farewell);
    };
    ending.addEventListener('abort', onEnd, { once: true });
    try {
      const pickUp = new PickUp({ folder, channelId, via, inbox, outbox, limits, ports: this.ports, ending });
      await pickUp.prepare();
      while (!ending.aborted) {
        const pass = await pickUp.look();
        if (ending.aborted) return;
        this.ordinary.reset();
        this.refused.reset();
        this.reportGood(folder.place, pass);
        await pause(this.input.pollSeconds * 1000, ending);
      }
    } finally {
      ending.removeEventListener('abort', onEnd);
      clearTimeout(cut);
      await folder.close();
    }
  }

  /** Null where the end came first. */
  private async opened(ending: AbortSignal): Promise<RemoteFolder | null> {
    const opening = this.input.open();
    const waiting = new AbortController();
    const end = pause(FOR_EVER, AbortSignal.any([ending, waiting.signal])).then(() => null);
    try {
      const folder = await Promise.race([opening, end]);
      if (!folder)
        opening.then(
          late => late.close(),
          () => undefined,
        );
      return folder;
    } finally {
      waiting.abort();
    }
  }

  private reportGood(place: string, pass: Pass): void {
    const now = performance.now();
    const fresh = pass.troubles.map(text => ({ text, until: now + this.timings.newsFor }));
    const again = (text: string) => fresh.some(one => one.text === text);
    this.troubles = [...this.troubles.filter(one => one.until > now && !again(one.text)), ...fresh].slice(-5);
    const warnings = [...pass.inTheWay, ...this.troubles.map(one => one.text)];
    const warning = warnings.length === 0 ? {} : { warning: `${warnings.slice(0, 5).join('. ')}.` };
    this.ports.reportHealth(this.input.channelId, {
      state: 'ok',
      at: new Date(),
      detail: `watching ${place}`,
      ...warning,
    });
  }

  private report(problem: Problem, wait: number, lost?: AbortSignal): Promise<void> {
    const until = lost ? AbortSignal.any([this.stop, lost]) : this.stop;
    return tellAndWait(this.ports, this.input.channelId, 'folder not usable', { ...problem, wait }, until);
  }
}

function problemOf(error: unknown): Problem {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof FolderFault) return { code: error.code, text };
  const { code, retryable } = (typeof error === 'object' && error !== null ? error : {}) as Partial<FolderFault>;
  if ((code as string) === 'LEASE.LOST') return { code: 'LEASE.LOST', text: 'Another instance took over this folder.' };
  if (retryable)
    return { code: 'STORE.AWAY', text: `Files wait in work/, because they cannot be stored here: ${text}` };
  return { code: 'EDI.UNREADABLE', text: `Files wait in work/, because something went wrong here: ${text}` };
}
