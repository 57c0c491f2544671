// The contract of a channel kind. A new kind is one folder that exports a ChannelKind, and one line in registry.ts.

import type { ZodType } from 'zod';
import type { TradeIdentity, TradeStandard } from '#tickets';
import type { ChannelCare } from './care.js';
import type { Channel } from './channel.js';
import type { Converter, ConvertInput } from './converter.js';
import type { Deliverer, DelivererPorts } from './deliverer.js';
import type { SettingsGuide } from './settings.guide.js';
import type { Connector, ConnectorPorts } from './source/connector.js';
import type { PostTaker } from './source/post.js';
import type { TestStep, TrialPorts } from './trial/test.step.js';

export interface ChannelKind<S = unknown> {
  kind: string;
  title: string;
  settings: ZodType<S>;
  /** Names of the values that are stored encrypted and never shown, e.g. `imap.password`. */
  secretNames: readonly string[];
  /** Left out: a form calls the settings by their names. */
  guide?: SettingsGuide;
  connect(channel: Channel<S>, ports: ConnectorPorts): Connector[];
  /** `threads`: of the worker pool, at most. */
  converter(options?: { threads?: number }): Converter;
  deliverer?(channel: Channel<S>, ports?: DelivererPorts): Deliverer;
  /** Whose message it says it is, from its first bytes; null where it cannot be told. Pure; the router finds the partner with it. */
  senderOf?(raw: Uint8Array): { standard: TradeStandard; sender: TradeIdentity; receiver: TradeIdentity } | null;
  /** Where it takes messages away from, as one text; null where from nowhere. Two channels that take from one place would take from each other. */
  takesFrom?(settings: S): string | null;
  /** For whoever looks after its channels; left out: nothing can be tried and nothing looked at again. */
  care?: ChannelCare<S>;
  /** Its converter judges fields by the ticket kinds, and so is told them; it runs in the router's own thread. */
  readsKinds?: boolean;
  /** Set where somebody may post into it. */
  posts?: PostTaker<S>;
  /** Tries what the settings say, as connect() would, and takes nothing from the source. Never rejects. Left out: nothing connects. */
  test?(channel: Channel<S>, ports: TrialPorts): Promise<TestStep[]>;
  /** A file that somebody drops, as the messages that its source would make of it; `most` of them. Left out: the file is one message. */
  samples?(file: { name: string; bytes: Buffer }, settings: S, most: number): Sample[];
}

/** See ChannelKind.samples. */
export type Sample = Pick<ConvertInput, 'raw' | 'oversize' | 'transport'>;
