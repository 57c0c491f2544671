// How often the same sender may send, and whether it has just sent the same: asked for all posts of one moment together, in the database that all instances share.
import { isIPv6 } from 'node:net';
import type { FormSettings } from '#channels';
import { Coalescer } from '#runtime';
import { type Database, FormGateStore, type GatedPost, type Passage } from '#store';

/** One batch after the other: those that come meanwhile make the next one larger. */
const TOGETHER = { largest: 200, atOnce: 1 };

export class FormGate {
  private readonly posts: Coalescer<GatedPost, Map<GatedPost, Passage>>;

  constructor(database: Database, store = new FormGateStore()) {
    this.posts = new Coalescer(async posts => {
      const isCounted = posts.some(post => post.subjects.some(one => one.perHour > 0));
      const passages = await (isCounted
        ? database.transaction(tx => store.pass(tx, posts))
        : store.passUncounted(database, posts));
      return new Map(posts.map((post, i) => [post, passages[i]!]));
    }, TOGETHER);
  }

  async pass(post: GatedPost): Promise<Passage> {
    return (await this.posts.run([post])).get(post)!;
  }
}

/** @param address of who asks, '' where the form names none */
export const subjectsOf = (
  channelId: number,
  { spam }: FormSettings,
  from: { ip: string; address: string },
): GatedPost['subjects'] => [
  { subject: `${channelId} ip ${networkOf(from.ip)}`, perHour: spam.perIpHour },
  ...(from.address === ''
    ? []
    : [{ subject: `${channelId} address ${from.address.toLowerCase()}`, perHour: spam.perAddressHour }]),
];

/** One household or one server has a whole /64 of IPv6 addresses. An IPv4 address may be written as an IPv6 one. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.toLowerCase().split('%')[0]!.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const whole =
    tail === undefined
      ? front
      : [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return `${whole
    .slice(0, 4)
    .map(part => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}
