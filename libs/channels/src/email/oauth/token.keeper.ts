// Keeps one access token of a channel fresh. Guarantees: one refresh at a time, and one for all instances, which share what it brought (lease, stored
// record); a rotated refresh token is stored before anything that came with it is used; a token that a mail server refused is never shown to it again;
// refusals are never hammered.
import { Backoff, type ConnectorPorts } from '#channels/contract';
import { type AccessToken, adopted, received, sharedAccess } from './access.token.js';
import { KEEPER_TIMINGS, type KeeperTimings } from './keeper.timings.js';
import { OAuthProblem } from './oauth.problem.js';
import {
  endToWarnOf,
  type RefreshRecord,
  readRefreshRecord,
  recordAfter,
  writeRefreshRecord,
} from './refresh.record.js';
import { scopeNote, type TokenAccess } from './token.access.js';
import { requestToken } from './token.request.js';

export const REFRESH_TOKEN = 'oauth.refreshToken';

export type TokenPorts = Pick<ConnectorPorts, 'readSecret' | 'saveSecret' | 'holdLease' | 'fetch' | 'log'>;

/** Received, not stored yet: the old refresh token may be dead already, so this is never thrown away. */
interface Unsaved {
  replaces: string;
  record: RefreshRecord;
  access: AccessToken;
}

export class TokenKeeper {
  private current: AccessToken | null = null;
  private refreshing: Promise<string> | null = null;
  private held: { problem: OAuthProblem; until: number } | null = null;
  private unsaved: Unsaved | null = null;
  private refusals = 0;
  private refusedToken = '';
  private record: RefreshRecord;
  private readonly away: Backoff;
  private readonly refusedPause: Backoff;
  private readonly closing = new AbortController();

  /** @param stored the refresh token that the channel was opened with; only its dates are used, the store is read again */
  constructor(
    private readonly channelId: number,
    private readonly access: TokenAccess,
    private readonly ports: TokenPorts,
    stored: string | undefined,
    private readonly timings: KeeperTimings = KEEPER_TIMINGS,
  ) {
    this.record = readRefreshRecord(stored ?? '');
    this.away = new Backoff(timings.away);
    this.refusedPause = new Backoff(timings.refused);
  }

  /** A token that lives on for a while. Callers at the same time share one refresh. @throws OAuthProblem with the pause that is left */
  async token(): Promise<string> {
    const now = performance.now();
    if (this.current && now < this.current.renewAt) return this.current.token;
    try {
      if (this.held && now < this.held.until) throw this.held.problem.waiting(this.held.until - now);
      this.refreshing ??= this.refresh().finally(() => {
        this.refreshing = null;
      });
      return await this.refreshing;
    } catch (problem) {
      // Refreshed early: an endpoint that is away does not matter before the token's real end.
      const last = this.alive();
      if (last) return last.token;
      throw problem;
    }
  }

  /** The mail server took a token: what was refused before is forgiven. */
  accepted(): void {
    this.refusals = 0;
    this.refusedPause.reset();
  }

  /**
   * The mail server refused this token. The first time another one may be tried at once (null). After that `token` holds back, with the
   * problem that is returned.
   */
  refused(token: string): OAuthProblem | null {
    if (this.current?.token !== token) return null;
    const granted = this.current.scope;
    this.current = null;
    this.refusedToken = token;
    this.refusals += 1;
    if (this.refusals < 2) return null;
    const text = `The mail server refused two fresh access tokens of ${this.access.user}. ${scopeNote(this.access.scope, granted)}`;
    return this.hold(new OAuthProblem('OAUTH.TOKEN_REFUSED', text));
  }

  /** True between the first refusal and the next. */
  mayTryAnother(): boolean {
    return this.refusals === 1;
  }

  /** One sentence for ops while all still works; null where nothing is to be done. */
  warning(now: Date = new Date()): string | null {
    const { user, refreshTokenDays } = this.access;
    if (this.held && this.alive()) return `Mail still flows, but not for long: ${this.held.problem.message}`;
    const end = endToWarnOf(this.record, refreshTokenDays, now);
    if (!end) return null;
    return `The access to the mailbox ${user} ends on ${end.toISOString().slice(0, 10)}. Sign in as ${user} again before that day: open this channel in the console and press Sign in.`;
  }

  /** Ends waiting for another instance's refresh; a request under way goes on. */
  giveUpWaiting(): void {
    this.closing.abort();
  }

  /** Waits for a refresh under way: what it received must be stored. */
  async close(): Promise<void> {
    this.giveUpWaiting();
    await this.refreshing?.catch(() => undefined); // its caller was told, and the log
    if (this.unsaved) {
      const fields = { channelId: this.channelId, user: this.access.user };
      this.ports.log.error(
        fields,
        'stopping with a new refresh token that could not be saved: the mailbox may have to be signed in again',
      );
    }
  }

  private alive(): AccessToken | null {
    return this.current && performance.now() < this.current.endsAt ? this.current : null;
  }

  private async refresh(): Promise<string> {
    try {
      this.current = await this.underLease(() => this.renew());
      this.held = null;
      this.away.reset();
      if (this.refusals === 0) this.refusedPause.reset();
      return this.current.token;
    } catch (error) {
      throw this.hold(error instanceof OAuthProblem ? error : this.storeAway(error));
    }
  }

  private hold(problem: OAuthProblem): OAuthProblem {
    const wait = Math.max((problem.lasting ? this.refusedPause : this.away).next(), problem.waitAtLeast);
    this.held = { problem, until: performance.now() + wait };
    const fields = { channelId: this.channelId, code: problem.code, waitMs: wait, err: problem.message };
    if (!this.closing.signal.aborted) this.ports.log.warn(fields, 'no access token');
    return problem.waiting(wait);
  }

  /** Another instance that refreshes with the same token would make a strict server revoke both. */
  private async underLease<T>(work: () => Promise<T>): Promise<T> {
    const end = new AbortController();
    const giveUp = () => end.abort();
    const patience = setTimeout(giveUp, this.timings.leaseWait);
    if (this.closing.signal.aborted) giveUp();
    this.closing.signal.addEventListener('abort', giveUp, { once: true });
    try {
      await this.ports.holdLease(`oauth:${this.channelId}`, end.signal);
      clearTimeout(patience);
      this.closing.signal.removeEventListener('abort', giveUp);
      return await work();
    } finally {
      clearTimeout(patience);
      this.closing.signal.removeEventListener('abort', giveUp);
      end.abort();
    }
  }

  private async renew(): Promise<AccessToken> {
    const stored = await this.ports.readSecret(this.channelId, REFRESH_TOKEN);
    if (stored === null || stored.trim() === '') {
      const { user } = this.access;
      throw new OAuthProblem(
        'OAUTH.REVOKED',
        `Nobody has signed in as ${user} yet. Open this channel in the console and press Sign in.`,
      );
    }
    const late = this.unsaved;
    if (late) {
      await this.save(late);
      if (late.replaces === stored && performance.now() < late.access.renewAt) return late.access;
      // Its access token has run out while it waited, or somebody stored another token: from the store, once more.
      return this.renew();
    }
    const before = readRefreshRecord(stored);
    const shared = adopted(before.access, this.access, this.timings);
    if (shared && shared.token !== this.refusedToken) {
      this.record = before;
      return shared;
    }
    const asked = { ...this.access, fetch: this.ports.fetch };
    const answer = await requestToken(asked, before.token, this.timings.request);
    const access = received(answer, this.timings);
    const { record, changed } = recordAfter(before, answer, new Date(), sharedAccess(this.access, answer, new Date()));
    this.record = record;
    if (changed) await this.save({ replaces: stored, record, access });
    else await this.share(stored, record);
    const fields = { channelId: this.channelId, lifetimeMs: answer.lifetime, rotated: record.token !== before.token };
    this.ports.log.info(fields, 'a new access token');
    return access;
  }

  /** Nothing is lost where it cannot be stored: another instance then asks for one of its own. */
  private async share(stored: string, record: RefreshRecord): Promise<void> {
    try {
      await this.ports.saveSecret(this.channelId, REFRESH_TOKEN, writeRefreshRecord(record), stored);
    } catch (error) {
      const err = error instanceof Error ? error.message : String(error);
      this.ports.log.warn(
        { channelId: this.channelId, err },
        'an access token could not be shared with other instances',
      );
    }
  }

  private async save(unsaved: Unsaved): Promise<void> {
    this.unsaved = unsaved;
    const { replaces, record } = unsaved;
    const outcome = await this.ports.saveSecret(this.channelId, REFRESH_TOKEN, writeRefreshRecord(record), replaces);
    this.unsaved = null;
    if (outcome === 'superseded') {
      this.ports.log.info({ channelId: this.channelId }, 'another refresh token was saved meanwhile; that one counts');
    }
  }

  private storeAway(cause: unknown): OAuthProblem {
    const text = cause instanceof Error ? cause.message : String(cause);
    const problem = `The refresh token of ${this.access.user} cannot be read or saved here: ${text}`;
    return new OAuthProblem('OAUTH.STORE_AWAY', problem, 0, { cause });
  }
}
