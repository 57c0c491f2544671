// Signing in at the provider of a mailbox: it begins in the console and ends there. The provider leads the browser back by a top-level GET, with which the
// session's cookie comes along (SameSite=Lax); that the request was wanted is proven by its state, which only this session could have.
import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Query, Redirect, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  BeginSignIn as BeginBody,
  BegunSignIn,
  FindProvider,
  ProviderAddresses,
  RedirectAddress,
  SignInView,
} from '#api';
import { discoverProvider, SignInProblem } from '#channels';
import { guardedFetch, readOutsideUrl } from '#runtime';
import { Database, type SignInRow, SignInStore } from '#store';
import type { Actor, PersonActor } from '../access/actor.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { Policy } from '../access/policy.decorator.js';
import { readId } from '../access/policy.guard.js';
import { TestLimit } from '../channel-test/test.limit.js';
import { Answers } from '../docs/answers.decorator.js';
import { invalid, notFound, RequestFault } from '../http/request.fault.js';
import { API, INBOX_CONFIG, type InboxApiConfig } from '../inbox-api.config.js';
import { BeginSignIn } from './begin-sign-in.action.js';
import { FinishSignIn } from './finish-sign-in.action.js';
import { signInView } from './sign-in.view.js';

const CHANNELS_PAGE = '/console/channels';
/** Nobody in this browser began it, or they are signed out by now. */
const LOST = `${CHANNELS_PAGE}?signIn=lost`;

@ApiTags('channels')
@Controller(`${API}/oauth`)
export class OAuthController {
  constructor(
    private readonly database: Database,
    private readonly store: SignInStore,
    private readonly begin: BeginSignIn,
    private readonly finish: FinishSignIn,
    private readonly limit: TestLimit,
    @Inject(INBOX_CONFIG) private readonly config: InboxApiConfig,
  ) {}

  @Get('redirect-address')
  @Policy({ who: 'admin' })
  @Answers(RedirectAddress, 'What is to be registered at the provider')
  redirectAddress(@Req() request: FastifyRequest): RedirectAddress {
    return { address: redirectUri(request, this.config) };
  }

  @Post('providers')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(ProviderAddresses, 'The addresses of another provider, by the name that it gives itself')
  async find(
    @Body({ schema: FindProvider }) { issuer }: z.output<typeof FindProvider>,
    @CurrentActor() actor: Actor,
  ): Promise<ProviderAddresses> {
    const privateHosts = this.config.channelPrivateHosts ?? [];
    const judged = readOutsideUrl(issuer, privateHosts);
    if (judged.outcome === 'refused') throw invalid([{ pointer: '/issuer', detail: `The address ${judged.why}` }]);
    await this.limit.count(actor);
    try {
      return await discoverProvider(judged.url, guardedFetch(privateHosts));
    } catch (error) {
      if (!(error instanceof SignInProblem)) throw error;
      throw new RequestFault('OAUTH.PROVIDER_UNKNOWN', `${error.message} ${error.next}`, { cause: error });
    }
  }

  @Post('sign-ins')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(BegunSignIn, 'Where the browser goes to sign in', HttpStatus.CREATED)
  async start(
    @Body({ schema: BeginBody }) body: z.output<typeof BeginBody>,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<BegunSignIn> {
    const person = personOf(actor);
    this.#checkOrigin(request);
    await this.limit.count(actor);
    return this.begin.run(body, person, redirectUri(request, this.config));
  }

  @Get('sign-ins/:id')
  @Policy({ who: 'admin' })
  @Answers(SignInView, 'What came of a sign-in that was begun in this browser session')
  async read(@Param('id') text: string, @CurrentActor() actor: Actor): Promise<SignInView> {
    const id = readId(text);
    const row = id === null ? null : await this.store.find(this.database, id, personOf(actor).session.tokenHash);
    if (!row) throw notFound();
    return signInView(row);
  }

  @Get('callback')
  @Policy({ who: 'admin' }, { landing: LOST })
  @Redirect()
  async callback(@Query() query: Record<string, unknown>, @CurrentActor() actor: Actor) {
    const row = await this.finish.run(single(query), personOf(actor));
    return { url: row ? pageOf(row) : LOST, statusCode: HttpStatus.SEE_OTHER };
  }

  /** The provider leads back to the public address: from another one the session would not come along. */
  #checkOrigin(request: FastifyRequest): void {
    const { publicUrl } = this.config;
    const { origin } = request.headers;
    if (publicUrl === undefined || origin === undefined || origin === new URL(publicUrl).origin) return;
    const words = `The provider leads back to ${new URL(publicUrl).origin}: open the console there, and sign in from it`;
    throw new RequestFault('OAUTH.OTHER_ADDRESS', words);
  }
}

function redirectUri(request: FastifyRequest, { publicUrl }: InboxApiConfig): string {
  const origin = publicUrl === undefined ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin;
  return `${origin}/${API}/oauth/callback`;
}

function personOf(actor: Actor): PersonActor {
  if (actor.kind === 'person') return actor;
  throw new RequestFault('AUTH.PERSON_NEEDED', 'This needs a person in a browser, not a key');
}

/** A name that comes twice is none (RFC 6749, section 3.1). */
const single = (query: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

const pageOf = ({ id, channelId, draft }: SignInRow): string =>
  channelId === null
    ? `${CHANNELS_PAGE}?new=${encodeURIComponent(draft.kind)}&signIn=${id}`
    : `${CHANNELS_PAGE}?c=${channelId}&signIn=${id}`;
