// Who listens to live events, and what each may hear. Guarantees: an event reaches only those who work its department at that moment; a session, key or
// membership that ended is noticed within seconds (A24); at most ten streams a reader (A59). Who is on a ticket is told to people, not to keys.
import {
  Inject,
  Injectable,
  type MessageEvent,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';
import { type LiveAudience, type LiveEvent, LiveListener } from '#events';
import type { Logger } from '#runtime';
import { ApiKeyStore, Database, SessionStore } from '#store';
import { type Actor, workedDepartments, worksIn } from '../access/actor.js';
import { keyActor, personActor } from '../access/authenticator.js';
import { RequestFault } from '../http/request.fault.js';
import { INBOX_CONFIG, type InboxApiConfig, LOG } from '../inbox-api.config.js';
import type { Sight } from '../presence/presence.board.js';
import { presenceFor } from '../presence/presence.view.js';
import { PresenceWatch } from '../presence/presence.watch.js';

const STREAMS_PER_READER = 10;
const PING_MS = 20_000;
const RECHECK_MS = 3_000;
/** What a browser has before the first event: on its return it gets what there is, or `resync`. */
const NOTHING_YET = '0';
/** An id of ours. */
const PLACE = /^\d{1,15}$/;

interface Stream {
  actor: Actor;
  out: Subscriber<MessageEvent>;
  /** The place that the browser has reached. Each event carries it: one without an id would be given another by the framework. */
  place: string;
  /** Events that came while the gap was being read; null once the stream flows. */
  held: LiveEvent[] | null;
}

@Injectable()
export class LiveHub implements LiveAudience, OnApplicationBootstrap, OnApplicationShutdown {
  readonly #streams = new Set<Stream>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #leave: (() => void)[] = [];

  constructor(
    private readonly live: LiveListener,
    private readonly presence: PresenceWatch,
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly keys: ApiKeyStore,
    @Inject(INBOX_CONFIG) private readonly config: InboxApiConfig,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#leave.push(
      this.live.subscribe(this),
      this.presence.subscribe(sights => {
        for (const stream of this.#streams) tellPresence(stream, sights, false);
      }),
    );
    const recheck = this.config.liveRecheckMilliseconds ?? RECHECK_MS;
    this.#timers.push(setInterval(() => this.#ping(), PING_MS).unref());
    this.#timers.push(setInterval(() => void this.#recheck(), recheck).unref());
  }

  onApplicationShutdown(): void {
    for (const leave of this.#leave) leave();
    for (const timer of this.#timers) clearInterval(timer);
    for (const { out } of this.#streams) out.complete();
  }

  /** @param lastEventId as the browser sent it; anything but a number of ours leads to `resync`. Throws LIVE.TOO_MANY. */
  open(actor: Actor, lastEventId: string | undefined): Observable<MessageEvent> {
    const open = [...this.#streams].filter(stream => stream.actor.id === actor.id).length;
    if (open >= STREAMS_PER_READER)
      throw new RequestFault('LIVE.TOO_MANY', 'Too many live streams are open', { retryAfterSeconds: 30 });
    return new Observable<MessageEvent>(out => {
      const place = lastEventId !== undefined && PLACE.test(lastEventId) ? lastEventId : NOTHING_YET;
      const stream: Stream = { actor, out, place, held: lastEventId === undefined ? null : [] };
      this.#streams.add(stream);
      say(stream, 'ping');
      tellPresence(stream, this.presence.whole(), true);
      if (lastEventId !== undefined) void this.#resume(stream, lastEventId);
      return () => this.#streams.delete(stream);
    });
  }

  onEvents(events: LiveEvent[]): void {
    for (const stream of this.#streams) {
      if (stream.held) stream.held.push(...events);
      else tell(stream, events);
    }
  }

  onResync(): void {
    for (const stream of this.#streams) say(stream, 'resync');
  }

  async #resume(stream: Stream, lastEventId: string): Promise<void> {
    try {
      const missed = PLACE.test(lastEventId) ? await this.live.replaySince(Number(lastEventId)) : null;
      if (missed === null) say(stream, 'resync');
      else tell(stream, missed);
    } catch (err) {
      this.log.warn({ err }, 'missed live events cannot be read; the browser fetches everything again');
      say(stream, 'resync');
    }
    const held = stream.held ?? [];
    stream.held = null;
    tell(stream, held);
  }

  #ping(): void {
    for (const stream of this.#streams) say(stream, 'ping');
  }

  /** Two statements for all streams of the process, however many there are. */
  async #recheck(): Promise<void> {
    const readers = [...this.#streams].map(stream => stream.actor);
    if (readers.length === 0) return;
    try {
      const hashes = new Map(
        readers.flatMap(actor => (actor.kind === 'person' ? [[sessionKey(actor), actor.session.tokenHash]] : [])) as [
          string,
          Buffer,
        ][],
      );
      const keyIds = [...new Set(readers.flatMap(actor => (actor.kind === 'key' ? [actor.keyId] : [])))];
      const persons = (await this.sessions.alive(this.database, [...hashes.values()])).map(personActor);
      const keys = (await this.keys.alive(this.database, keyIds)).map(keyActor);
      this.#replaceActors(
        new Map([...persons, ...keys].map(actor => [sessionKey(actor), actor])),
        new Set(readers.map(sessionKey)),
      );
    } catch (err) {
      // Nothing new comes out of a database that is away; the next look decides.
      this.log.warn({ err }, 'live streams could not be checked this time');
    }
  }

  #replaceActors(alive: Map<string, Actor>, asked: Set<string>): void {
    for (const stream of this.#streams) {
      const key = sessionKey(stream.actor);
      const actor = alive.get(key);
      if (actor) {
        const before = stream.actor;
        stream.actor = actor;
        // Other rails, other people: what was seen on those that are gone must go, too.
        if (String(workedDepartments(before)) !== String(workedDepartments(actor)))
          tellPresence(stream, this.presence.whole(), true);
      }
      // One that was opened while the question was under way was not asked about.
      else if (asked.has(key)) stream.out.complete();
    }
  }
}

/** A person may have several sessions: signing out of one ends its streams alone. */
const sessionKey = (actor: Actor): string =>
  actor.kind === 'person' ? `session:${actor.session.tokenHash.toString('hex')}` : actor.id;

const say = ({ out, place }: Stream, type: 'ping' | 'resync'): void => out.next({ type, id: place, data: '' });

function tellPresence({ actor, out, place }: Stream, sights: Sight[], whole: boolean): void {
  if (actor.kind !== 'person') return;
  const tickets = presenceFor(actor, sights);
  if (whole || tickets.length > 0) out.next({ type: 'presence', id: place, data: { whole, tickets } });
}

function tell(stream: Stream, events: LiveEvent[]): void {
  const { actor, out } = stream;
  for (const { id, ...data } of events) {
    const isTheirs =
      worksIn(actor, data.departmentId) ||
      (data.fromDepartmentId !== undefined && worksIn(actor, data.fromDepartmentId));
    if (!isTheirs) continue;
    stream.place = String(id);
    out.next({ type: 'ticket', id: stream.place, data });
  }
}
