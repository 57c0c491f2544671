// How often one person or key may make this server ask others: many times for whoever connects a mailbox, too few for whoever looks for open ports (A27).
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, FormGateStore } from '#store';
import type { Actor } from '../access/actor.js';
import { RequestFault } from '../http/request.fault.js';

const TESTS_PER_HOUR = 60;

@Injectable()
export class TestLimit {
  private readonly gate = new FormGateStore();

  constructor(private readonly database: Database) {}

  /** @throws RequestFault CHANNEL.TOO_MANY_TESTS */
  async count({ id }: Actor): Promise<void> {
    const subjects = [{ subject: `channel-test ${id}`, perHour: TESTS_PER_HOUR }];
    const post = { key: `channel-test ${randomUUID()}`, nonce: randomUUID(), subjects };
    const [passage] = await this.database.transaction(tx => this.gate.pass(tx, [post]));
    if (passage?.outcome !== 'limited') return;
    throw new RequestFault('CHANNEL.TOO_MANY_TESTS', 'Too many tests of channels: wait a while', {
      retryAfterSeconds: passage.retryAfterSeconds,
    });
  }
}
