// Who is on which ticket, as the signs of their pages tell. In memory alone, and pure: it is told the time. Guarantees: a page is on one ticket at a
// time, and its newest sign counts whatever order they come in; pages of one person count once, by what says most; a page that gives no sign for a
// while is on no ticket; a person has no more than so many pages here.
import type { PresenceSign, SignDoing } from '#events';

/** How long a sign holds, in milliseconds, and how many pages of one person are kept. */
export interface PresenceLife {
  present: number;
  resting: number;
  mostPages: number;
}
/** Pages give a sign every 15 s: one that was lost makes nobody vanish. What nobody looks at counts for two minutes. */
export const PRESENCE_LIFE: PresenceLife = { present: 40_000, resting: 120_000, mostPages: 20 };

export type Doing = Exclude<SignDoing, 'gone'>;
export interface Present {
  userId: number;
  name: string;
  doing: Doing;
}
/** A ticket whose people, or whose rail, are others than before. */
export interface Sight {
  ticketId: number;
  departmentId: number;
  /** Where it hung until now, when that is another rail: there it is seen no more. */
  formerDepartmentId: number | null;
  people: Present[];
}

interface Page extends PresenceSign {
  until: number;
}

const WEIGHT: Record<SignDoing, number> = { gone: 0, looking: 1, 'writing-note': 2, 'writing-reply': 3 };

export class PresenceBoard {
  readonly #pages = new Map<string, Page>();
  readonly #ofPerson = new Map<number, Set<string>>();
  readonly #tickets = new Map<number, { departmentId: number; pages: Set<string> }>();

  constructor(private readonly life: PresenceLife = PRESENCE_LIFE) {}

  /** What the sign changed. One that only says the same again changes nothing. */
  hear(sign: PresenceSign, now: number): Sight[] {
    const key = `${sign.userId} ${sign.page}`;
    const had = this.#pages.get(key);
    if (had && sign.step <= had.step) return [];
    const oldest = this.#oldestAbove(sign.userId, key);
    const touched = [sign, had, oldest && this.#pages.get(oldest)].flatMap(page => (page ? [page.ticketId] : []));
    return this.#changedBy(touched, () => {
      if (oldest !== undefined) this.#drop(oldest);
      if (had) this.#drop(key);
      this.#keep(key, { ...sign, until: now + (sign.resting ? this.life.resting : this.life.present) });
    });
  }

  /** What is over by now. */
  expire(now: number): Sight[] {
    const over = [...this.#pages].filter(([, { until }]) => until <= now);
    if (over.length === 0) return [];
    return this.#changedBy(
      over.map(([, { ticketId }]) => ticketId),
      () => {
        for (const [key] of over) this.#drop(key);
      },
    );
  }

  /** The ticket hangs on another rail. */
  move(ticketId: number, departmentId: number): Sight[] {
    const ticket = this.#tickets.get(ticketId);
    if (!ticket) return [];
    return this.#changedBy([ticketId], () => {
      ticket.departmentId = departmentId;
    });
  }

  /** Each ticket that has somebody. */
  whole(): Sight[] {
    return [...this.#tickets].map(([ticketId, { departmentId }]) => ({
      ticketId,
      departmentId,
      formerDepartmentId: null,
      people: this.#peopleOn(ticketId),
    }));
  }

  #keep(key: string, page: Page): void {
    this.#pages.set(key, page);
    const mine = this.#ofPerson.get(page.userId) ?? new Set();
    this.#ofPerson.set(page.userId, mine.add(key));
    // A page that went is remembered, so that a sign that it overtook does not bring it back.
    if (page.doing === 'gone') return;
    const ticket = this.#tickets.get(page.ticketId) ?? { departmentId: page.departmentId, pages: new Set() };
    ticket.departmentId = page.departmentId;
    ticket.pages.add(key);
    this.#tickets.set(page.ticketId, ticket);
  }

  #drop(key: string): void {
    const page = this.#pages.get(key);
    if (!page) return;
    this.#pages.delete(key);
    const mine = this.#ofPerson.get(page.userId);
    mine?.delete(key);
    if (mine?.size === 0) this.#ofPerson.delete(page.userId);
    const ticket = this.#tickets.get(page.ticketId);
    ticket?.pages.delete(key);
    if (ticket?.pages.size === 0) this.#tickets.delete(page.ticketId);
  }

  /** The page of this person that has to make room for a new one. */
  #oldestAbove(userId: number, key: string): string | undefined {
    const mine = this.#ofPerson.get(userId);
    return mine && !mine.has(key) && mine.size >= this.life.mostPages ? mine.values().next().value : undefined;
  }

  #changedBy(ticketIds: number[], change: () => void): Sight[] {
    const before = [...new Set(ticketIds)].map(ticketId => ({
      ticketId,
      departmentId: this.#tickets.get(ticketId)?.departmentId,
      people: this.#peopleOn(ticketId),
    }));
    change();
    return before.flatMap(({ ticketId, departmentId: former, people: had }) => {
      const departmentId = this.#tickets.get(ticketId)?.departmentId ?? former;
      const people = this.#peopleOn(ticketId);
      const moved = former !== undefined && former !== departmentId;
      if (departmentId === undefined || (!moved && JSON.stringify(people) === JSON.stringify(had))) return [];
      return [{ ticketId, departmentId, formerDepartmentId: moved ? former : null, people }];
    });
  }

  /** Each person once. Who writes comes first. */
  #peopleOn(ticketId: number): Present[] {
    const people = new Map<number, Present>();
    for (const key of this.#tickets.get(ticketId)?.pages ?? []) {
      const { userId, name, doing } = this.#pages.get(key)!;
      const had = people.get(userId);
      if (doing !== 'gone' && (!had || WEIGHT[doing] > WEIGHT[had.doing])) people.set(userId, { userId, name, doing });
    }
    return [...people.values()].sort((a, b) => WEIGHT[b.doing] - WEIGHT[a.doing] || a.userId - b.userId);
  }
}
