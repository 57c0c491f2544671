// People who may sign in, for admins. A link that signs in is told once, in the answer that makes it.
import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { InvitedMember, InviteMember, Member, SaveMember } from '#api';
import {
  Database,
  DepartmentStore,
  type IdempotentRequest,
  type MemberOutcome,
  MemberStore,
  type MemberValues,
  memberFaults,
  SignInLinkStore,
  type Tx,
} from '#store';
import { Policy } from '../access/policy.decorator.js';
import { readId } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { invalid, notFound, RequestFault } from '../http/request.fault.js';
import { API, INBOX_CONFIG, type InboxApiConfig } from '../inbox-api.config.js';
import { memberView } from './member.view.js';

type Invited = z.output<typeof InvitedMember>;

@ApiTags('members')
@Controller(`${API}/members`)
export class MemberController {
  constructor(
    private readonly database: Database,
    private readonly members: MemberStore,
    private readonly departments: DepartmentStore,
    private readonly links: SignInLinkStore,
    private readonly once: Once,
    @Inject(INBOX_CONFIG) private readonly config: InboxApiConfig,
  ) {}

  @Get()
  @Policy({ who: 'admin' })
  @Answers(z.array(Member), 'Everybody, by name; who is deactivated comes last')
  async list(): Promise<Member[]> {
    return (await this.members.list(this.database)).map(memberView);
  }

  @Post()
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.CREATED)
  @Answers(InvitedMember, 'The new person; the link is never shown again', HttpStatus.CREATED)
  async invite(
    @Body({ schema: InviteMember }) body: z.output<typeof InviteMember>,
    @Intent() intent: IdempotentRequest | null,
  ): Promise<Invited> {
    await this.#check(body);
    return this.#withLink(intent, async tx => this.#saved(await this.members.create(tx, body)));
  }

  @Put(':id')
  @Policy({ who: 'admin' })
  @Answers(Member, 'As they now are; what they may do holds from their next request on')
  async save(
    @Param('id') id: string,
    @Body({ schema: SaveMember }) body: z.output<typeof SaveMember>,
  ): Promise<Member> {
    const memberId = idOf(id);
    await this.#check(body);
    const { version, ...values } = body;
    return this.#read(
      this.#saved(await this.database.transaction(tx => this.members.change(tx, memberId, version, values))),
    );
  }

  @Post(':id/link')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(InvitedMember, 'A new link, for an invitation or a forgotten password; the one before ends')
  async link(@Param('id') id: string, @Intent() intent: IdempotentRequest | null): Promise<Invited> {
    const member = await this.#read(idOf(id));
    if (member.state === 'deactivated')
      throw new RequestFault('MEMBER.DEACTIVATED', 'This person is deactivated, and cannot sign in');
    return this.#withLink(intent, async () => member.id);
  }

  @Post(':id/deactivate')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(Member, 'Signed out everywhere, and cannot sign in; what they did stays')
  async deactivate(@Param('id') id: string, @Intent() intent: IdempotentRequest | null): Promise<Member> {
    const memberId = idOf(id);
    const { answer } = await this.once.run(intent, async tx =>
      this.#saved(await this.members.deactivate(tx, memberId)),
    );
    return this.#read(answer);
  }

  @Post(':id/reactivate')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(Member, 'May sign in again, with the rights of before')
  async reactivate(@Param('id') id: string, @Intent() intent: IdempotentRequest | null): Promise<Member> {
    const memberId = idOf(id);
    const { answer } = await this.once.run(intent, async tx =>
      this.#saved(await this.members.reactivate(tx, memberId)),
    );
    return this.#read(answer);
  }

  /** What is kept for a replay holds no link, so the answer cannot be given twice. */
  async #withLink(intent: IdempotentRequest | null, work: (tx: Tx) => Promise<number>): Promise<Invited> {
    let token = '';
    const { answer, replayed } = await this.once.run(intent, async tx => {
      const id = await work(tx);
      token = await this.links.make(tx, id);
      return id;
    });
    if (replayed)
      throw new RequestFault('IDEMPOTENCY.SHOWN_ONCE', 'This request made a link already. Make another one.');
    // The token stands behind the # so that it reaches no server's log.
    return { member: await this.#read(answer), link: `${this.config.publicUrl ?? ''}/sign-in#token=${token}` };
  }

  async #read(id: number): Promise<Member> {
    const row = await this.members.byId(this.database, id);
    if (!row) throw notFound();
    return memberView(row);
  }

  async #check(values: MemberValues): Promise<void> {
    const faults = memberFaults(values);
    const known = (await this.departments.list(this.database, null)).map(one => one.id);
    values.memberships.forEach(({ departmentId }, i) => {
      if (!known.includes(departmentId))
        faults.push({ pointer: `/memberships/${i}/departmentId`, detail: 'There is no such department' });
    });
    if (faults.length > 0) throw invalid(faults);
  }

  #saved(done: MemberOutcome): number {
    switch (done.outcome) {
      case 'saved':
        return done.id;
      case 'unknown':
        throw notFound();
      case 'email-taken':
        throw invalid([{ pointer: '/email', detail: `${done.name} has this address already` }]);
      case 'last-admin':
        throw new RequestFault(
          'MEMBER.LAST_ADMIN',
          'This is the last administrator: nobody could change anything any more',
        );
      case 'changed-meanwhile':
        throw new RequestFault('MEMBER.STALE', 'Somebody changed this person since you opened it', {
          currentVersion: done.currentVersion,
        });
    }
  }
}

function idOf(text: string): number {
  const id = readId(text);
  if (id === null) throw notFound();
  return id;
}
