// The body of a post, held in memory until it is whole: only then is anything of it stored. Guarantees: no more is read than the channel takes, and
// all posts of this process together hold no more than the budget.
import { IngressFault } from './ingress.problem.js';

/** What all posts together may hold. */
const BUDGET_BYTES = 256 * 1024 * 1024;
/** Posts that are read and stored at once. They share the connections to the database. */
const AT_ONCE = 256;

export class BodyReader {
  private held = 0;
  private posts = 0;

  constructor(private readonly limits = { bytes: BUDGET_BYTES, posts: AT_ONCE }) {}

  /**
   * Reads the whole, then runs `work` with it; the room is given back after that.
   * @throws IngressFault REQUEST.TOO_LARGE, INGRESS.BUSY, REQUEST.UNREADABLE where the sender breaks off
   */
  async hold<T>(
    body: AsyncIterable<Uint8Array>,
    size: { declared: number | null; limit: number },
    work: (bytes: Buffer) => Promise<T>,
  ): Promise<T> {
    const tooLarge = () => new IngressFault('REQUEST.TOO_LARGE', `The channel takes ${size.limit} bytes at most`);
    if ((size.declared ?? 0) > size.limit) throw tooLarge();
    if (this.posts >= this.limits.posts || this.held + (size.declared ?? 0) > this.limits.bytes) throw busy();
    this.posts += 1;
    let own = 0;
    try {
      const chunks: Uint8Array[] = [];
      for await (const chunk of unbroken(body)) {
        own += chunk.length;
        this.held += chunk.length;
        if (own > size.limit) throw tooLarge();
        if (this.held > this.limits.bytes) throw busy();
        chunks.push(chunk);
      }
      return await work(Buffer.concat(chunks));
    } finally {
      this.held -= own;
      this.posts -= 1;
    }
  }
}

const busy = () => new IngressFault('INGRESS.BUSY', 'Too many posts come in at once. Send it again in a moment.');

async function* unbroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw new IngressFault('REQUEST.UNREADABLE', 'The body broke off: nothing of it was stored', { cause: error });
  }
}
