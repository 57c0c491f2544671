// Messages to tickets: read a batch, parse it in the workers, decide, write. Done twice it does nothing twice, because a message
// that is no longer pending is left out under its lock (I2). While one batch is written the next is read and parsed; they are written in their order. One
// that holds many drafts is written in several commits, so that the first tickets hang while the last are written.
import { channelKind } from '#channels';
import { type Conversion, type Converter, isRetryable } from '#channels/contract';
import { failpoint } from '#runtime';
import {
  countAttempt,
  type Database,
  lockPending,
  type PendingMessage,
  pendingMessages,
  pendingSizes,
  readKnown,
  StoreFault,
  type Tx,
  takeIds,
  writeConversion,
} from '#store';
import type { House, SignedIds, TradingPartner } from '#tickets';
import { BatchPlanner } from './batch.planner.js';
import { batchesOf, READ_TOGETHER, WRITTEN_TOGETHER } from './batches.js';
import { callsOf, knownCalls } from './call/call.reader.js';
import { markCanaries } from './canary.reader.js';
import { addCounts, type ConversionCounts, noCounts } from './ended.plan.js';
import type { HouseReader } from './house.reader.js';
import { IdPool, taker } from './id.pool.js';
import type { Converted } from './planning.js';
import { asReleased } from './released.message.js';
import { answersTo } from './trade/answer.plan.js';
import { tellWhatIsWanted } from './trade/headline.js';
import { partnersOf, tradeOf } from './trade/trade.reader.js';
import { entriesFor, wantedBy } from './wanted.plan.js';

export interface ConversionDeps {
  database: Database;
  house: HouseReader;
  converterOf: (kind: string) => Converter;
  signed: SignedIds;
  now: () => Date;
  log: { warn(fields: object, text: string): void; error(fields: object, text: string): void };
}

const TRIES = 3;

/** Read and parsed; what it becomes is decided when it is written. */
interface Prepared {
  converted: Converted[];
  house: House;
}

export class ConversionStep {
  private readonly tickets = new IdPool();

  constructor(private readonly deps: ConversionDeps) {}

  /**
   * Resolves when each of the messages is decided. Rejects, retryable, while the database is away. A batch that fails for another reason is
   * done again one by one, and the one at fault ends in quarantine after three tries, with its raw bytes kept.
   */
  async run(ids: readonly number[]): Promise<ConversionCounts> {
    const counts = noCounts();
    const sizes = await pendingSizes(this.deps.database, ids);
    const waiting = ids.filter(id => sizes.has(id));
    const batches = batchesOf(waiting, id => sizes.get(id)!, READ_TOGETHER);
    let next = batches[0] && this.begin(batches[0]);
    for (const [at, batch] of batches.entries()) {
      const those = next!;
      const following = batches[at + 1];
      next = following && this.begin(following);
      try {
        addCounts(counts, await this.together(batch, those));
      } catch (error) {
        // Nothing goes on behind the back of whoever waits.
        await next;
        throw error;
      }
    }
    return counts;
  }

  /** Its failure is told when it is asked for: nobody listens before. */
  private async begin(ids: readonly number[]): Promise<{ prepared: Prepared } | { failed: unknown }> {
    try {
      return { prepared: await this.prepare(ids, this.convert.bind(this)) };
    } catch (error) {
      return { failed: error };
    }
  }

  private async together(ids: readonly number[], begun: ReturnType<typeof this.begin>): Promise<ConversionCounts> {
    try {
      const ready = await begun;
      if ('failed' in ready) throw ready.failed;
      return await this.commit(ready.prepared);
    } catch (error) {
      if (isRetryable(error)) throw error;
      this.deps.log.warn(
        { err: error, messages: ids.length },
        'A batch could not be converted; its messages are taken one by one',
      );
      const counts = noCounts();
      for (const id of ids) addCounts(counts, await this.single(id));
      return counts;
    }
  }

  private async single(id: number): Promise<ConversionCounts> {
    for (;;) {
      try {
        return await this.commit(await this.prepare([id], this.convert.bind(this)));
      } catch (error) {
        if (isRetryable(error)) throw error;
        const attempts = await this.deps.database.transaction(tx => countAttempt(tx, [id]));
        const tried = attempts.get(id);
        this.deps.log.error({ err: error, messageId: id, attempts: tried }, 'A message could not be converted');
        if (tried === undefined) return noCounts();
        if (tried >= TRIES) return this.poison(id, error);
      }
    }
  }

  private async poison(id: number, error: unknown): Promise<ConversionCounts> {
    const detail = error instanceof Error ? error.message.slice(0, 1_000) : String(error);
    const quarantined = [{ reason: 'conversion.failed', detail }];
    const quarantine: Conversion = { drafts: [], blobs: new Map(), suppressed: null, quarantined };
    return this.commit(await this.prepare([id], () => Promise.resolve([quarantine])));
  }

  private async prepare(ids: readonly number[], convert: ConversionStep['convert']): Promise<Prepared> {
    const { database } = this.deps;
    const messages = await pendingMessages(database, ids);
    await failpoint('conv.claimed');
    const company = await this.deps.house.read();
    if (messages.length === 0) return { converted: [], house: company.house };
    const partners = await partnersOf(database, messages, id => company.channel(id).kind);
    const conversions = await convert(messages, partners);
    await failpoint('conv.parsed');
    const converted = messages.map(
      (message, i): Converted => ({
        message,
        conversion: asReleased(conversions[i]!, message),
        channel: company.channel(message.channelId),
        partner: partners[i]!,
      }),
    );
    return { converted, house: company.house };
  }

  private async commit({ converted, house }: Prepared): Promise<ConversionCounts> {
    const counts = noCounts();
    for (const batch of batchesOf(converted, one => one.conversion.drafts.length, WRITTEN_TOGETHER)) {
      addCounts(counts, await this.commitOnce(batch, house));
    }
    return counts;
  }

  private async commitOnce(converted: Converted[], house: House): Promise<ConversionCounts> {
    const { database, log } = this.deps;
    const counts = noCounts();
    for (let attempt = 1; ; attempt++) {
      try {
        const done = await database.transaction(tx => this.write(tx, converted, house));
        await failpoint('conv.post_commit');
        for (const message of done) counts[message.state] += 1;
        return counts;
      } catch (error) {
        // Another batch has just put the same content on the same rail; the next look finds it there.
        const met =
          error instanceof StoreFault && error.code === 'STORE.DUPLICATE' && error.constraint === 'message_content';
        if (!met || attempt >= TRIES) throw error;
        log.warn({ attempt }, 'Two batches met with the same message; deciding again');
      }
    }
  }

  private async convert(messages: PendingMessage[], partners: (TradingPartner | null)[]): Promise<Conversion[]> {
    const company = await this.deps.house.read();
    const conversions = new Array<Conversion>(messages.length);
    const kinds = new Set(messages.map(message => company.channel(message.channelId).kind));
    for (const kind of kinds) {
      const readsKinds = channelKind(kind).readsKinds === true;
      const positions = messages.flatMap((message, i) => (company.channel(message.channelId).kind === kind ? [i] : []));
      const made = await this.deps.converterOf(kind).convert(
        positions.map(i => {
          const { raw, oversize, transport, channelId } = messages[i]!;
          const { settings, organisationDomains, authServers = [] } = company.channel(channelId);
          const partner = partners[i]!;
          const kinds = readsKinds ? { kinds: company.house.kinds } : {};
          return {
            raw,
            transport,
            settings,
            organisationDomains,
            authServers,
            partner,
            ...kinds,
            ...(oversize && { oversize }),
          };
        }),
      );
      positions.forEach((position, n) => {
        conversions[position] = made[n]!;
      });
    }
    return conversions;
  }

  private async write(tx: Tx, converted: Converted[], house: House) {
    const locked = await lockPending(
      tx,
      converted.map(({ message }) => message.id),
    );
    const mine = await markCanaries(tx, converted, locked);
    const drafts = mine.flatMap(({ conversion }) => conversion.drafts);
    const { trade, orders, toldTicketIds, lastNumbers } = await tradeOf(tx, mine);
    const calls = await callsOf(tx, mine, house);
    const wanted = wantedBy(mine, orders, this.deps.signed);
    const ticketIds = [...wanted.ticketIds, ...(calls?.ticketIds ?? []), ...toldTicketIds];
    const known = await readKnown(tx, { ...wanted, ticketIds });
    for (const order of orders) known.index.addOrder(order.partnerId, order.documentNumber, order.ticketId);
    const returned = mine.reduce((sum, { conversion }) => sum + (conversion.returned?.length ?? 0), 0);
    const tickets = await this.tickets.lend(tx, drafts.length + returned);
    // Not from a pool: a timeline is read in the order of its ids, and these are taken while its ticket is locked.
    const entries = await takeIds(tx, 'entry', entriesFor(drafts, calls) + returned * 2);
    const callIds = await takeIds(tx, 'phone_call', drafts.filter(draft => draft.call).length);
    const now = this.deps.now();
    const planner = new BatchPlanner(
      house,
      { ...known, trade, calls: await knownCalls(tx, calls, known) },
      { ticket: () => tickets.take(), entry: taker(entries), call: taker(callIds) },
      now,
    );
    for (const one of mine) planner.add(one);
    tickets.giveBack();
    planner.plan.answers.push(...(await answersTo(tx, planner.interchanges.wanted, lastNumbers, now)));
    await writeConversion(tx, planner.plan);
    await tellWhatIsWanted(tx, planner.plan);
    await failpoint('conv.pre_commit');
    return planner.plan.messages;
  }
}
