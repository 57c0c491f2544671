// The router: what takes messages in, turns them into tickets, tells of events and sends replies. Roles say which of these this process does.
import { channelKind, createSmtpListener, type SmtpListener, signedIdsBy } from '#channels';
import type { Converter } from '#channels/contract';
import { type Bus, liveNotifier, Relay } from '#events';
import { Coalescer, type Environment, Fault, type HealthRegistry, type Logger, type SecretBox } from '#runtime';
import { type Database, LeaseStore, StoreSecretPorts } from '#store';
import type { SignedIds } from '#tickets';
import { acknowledgeStep } from './acknowledge/acknowledge.step.js';
import { ChannelSupervisor } from './connect/channel.supervisor.js';
import { StoreConnectorPorts } from './connect/connector.ports.js';
import { ConversionStep } from './convert/conversion.step.js';
import { HouseReader } from './convert/house.reader.js';
import { digestStep } from './digest/digest.step.js';
import { canaryStep } from './health/canary.step.js';
import { registerStallChecks } from './health/stall.checks.js';
import { watchStep } from './health/watch.step.js';
import type { Rush } from './ingress/rush.js';
import { mailStepsStep } from './mail-steps/mail-step.run.js';
import { OutboundSender } from './outbound/outbound.sender.js';
import { signInEndStep } from './sign-in/sign-in-end.step.js';
import { overdueStep } from './sweep/overdue.step.js';
import { sweepSteps } from './sweep/sweep.steps.js';
import { Sweeper } from './sweep/sweeper.js';
import { webhookQueue } from './webhooks/webhook.queue.js';
import { WebhookSender } from './webhooks/webhook.sender.js';

export interface RouterDeps {
  env: Pick<
    Environment,
    | 'ROLES'
    | 'SMTP_IN_HOST'
    | 'SMTP_IN_PORT'
    | 'CONVERTER_THREADS'
    | 'INSTANCE_ID'
    | 'WEBHOOK_PRIVATE_HOSTS'
    | 'CHANNEL_PRIVATE_HOSTS'
    | 'PUBLIC_URL'
    | 'HOST'
    | 'PORT'
  >;
  database: Database;
  bus: Bus;
  secrets: SecretBox;
  health: HealthRegistry;
  /** Posts at the doors of this process. */
  rush: Rush;
  log: Logger;
}

const LARGEST_MAIL = 50 * 1024 * 1024;
/** Messages that are converted together, where several lanes bring few. */
const CONVERT_BATCH = 200;
/** Of one lane: more than a batch, so that the next is read while one is written. */
const LANE_BATCH = 4 * CONVERT_BATCH;

type Closing = () => Promise<void> | void;

export class Router {
  private readonly closing: Closing[] = [];
  private listener: SmtpListener | null = null;
  /** The company as the converters see it; null where this process converts nothing. */
  private house: HouseReader | null = null;

  constructor(private readonly deps: RouterDeps) {}

  /** Starts the roles, those that take work in last. Rejects with one clear line where a port is taken. */
  async start(): Promise<void> {
    const { env, bus, database, health, log } = this.deps;
    const does = (role: Environment['ROLES'][number]) => env.ROLES.includes(role);
    if (does('convert')) this.convert();
    if (does('relay')) {
      bus.subscribe(liveNotifier(database));
      bus.subscribe(webhookQueue(database));
    }
    await bus.start();
    this.closing.push(() => bus.stop());
    health.register('bus', () => bus.check());
    registerStallChecks(health, database);
    if (does('relay')) await this.relay();
    if (does('outbound')) this.send();
    const steps = [...sweepSteps(database, env.ROLES), watchStep(database)];
    if (this.house) steps.push(overdueStep(database, this.house));
    const publicUrl = env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`;
    if (does('outbound')) {
      const key = this.deps.secrets.signingKeys('mail')[0]!;
      const mailing = { database, publicUrl, key, log };
      steps.push(digestStep(mailing), mailStepsStep(mailing), acknowledgeStep({ database, key, log }));
      const { secrets } = this.deps;
      const house = {
        ...{ database, secrets, leases: new LeaseStore(database), instance: env.INSTANCE_ID, log },
        privateHosts: env.CHANNEL_PRIVATE_HOSTS,
      };
      steps.push(canaryStep({ database, secrets, ports: new StoreSecretPorts(house) }));
    }
    if (does('connectors')) steps.push(signInEndStep({ database, secrets: this.deps.secrets, log }));
    const sweeper = new Sweeper(steps, log);
    sweeper.start();
    this.closing.push(() => sweeper.stop());
    if (does('connectors')) await this.connect();
  }

  /** The port that mail comes in by; null where this process takes none. */
  smtpPort(): number | null {
    return this.listener?.port() ?? null;
  }

  /** Stops taking in first, then finishes what was taken. */
  async stop(): Promise<void> {
    for (const close of this.closing.reverse()) await close();
    this.closing.length = 0;
  }

  private convert(): void {
    const { bus, database, env, log, rush, secrets } = this.deps;
    const signed = signedIds(secrets);
    const converters = new Map<string, Converter>();
    const converterOf = (kind: string): Converter => {
      const converter = converters.get(kind) ?? channelKind(kind).converter({ threads: env.CONVERTER_THREADS });
      converters.set(kind, converter);
      return converter;
    };
    const house = new HouseReader(database, signed);
    this.house = house;
    const step = new ConversionStep({
      database,
      house,
      converterOf,
      signed,
      now: () => new Date(),
      log,
    });
    // Lanes hand in their next events when their last ones are done, so the order per conversation holds across batches.
    const run = async (ids: number[]) => {
      await rush.past();
      return step.run(ids);
    };
    const queue = new Coalescer<number, unknown>(run, { largest: CONVERT_BATCH, atOnce: 2 });
    bus.subscribe({
      consumer: 'converter',
      topic: 'rail.messages',
      batch: LANE_BATCH,
      handle: async events => {
        await queue.run(events.flatMap(event => (event.type === 'message.received' ? [event.payload.messageId] : [])));
      },
    });
    this.closing.push(async () => {
      await Promise.all([...converters.values()].map(converter => converter.close()));
    });
  }

  private send(): void {
    const { database, env, log, secrets } = this.deps;
    const sending = { database, secrets, instance: env.INSTANCE_ID, privateHosts: env.CHANNEL_PRIVATE_HOSTS, log };
    for (const sender of [
      new OutboundSender({ ...sending, carries: 'letters' }),
      new OutboundSender({ ...sending, carries: 'edi' }),
      new WebhookSender({ ...sending, privateHosts: env.WEBHOOK_PRIVATE_HOSTS }),
    ]) {
      sender.start();
      this.closing.push(() => sender.stop());
    }
  }

  private async relay(): Promise<void> {
    const { bus, database, env, health, log } = this.deps;
    const relay = new Relay({ database, bus, log, owner: env.INSTANCE_ID });
    await relay.start();
    health.register('relay', () => relay.check());
    this.closing.push(() => relay.stop());
  }

  private async connect(): Promise<void> {
    const { database, env, log, secrets } = this.deps;
    const ports = new StoreConnectorPorts({
      database,
      leases: new LeaseStore(database),
      instance: env.INSTANCE_ID,
      departmentOf: id => supervisor.departmentOf(id),
      channelOfLease,
      secrets,
      privateHosts: env.CHANNEL_PRIVATE_HOSTS,
      log,
    });
    const supervisor: ChannelSupervisor = new ChannelSupervisor({ database, secrets, ports, log });
    this.closing.push(() => supervisor.stop());
    await supervisor.start(true);
    if (env.SMTP_IN_PORT === null) return;
    const listener = createSmtpListener({
      host: env.SMTP_IN_HOST,
      port: env.SMTP_IN_PORT,
      maxBytes: LARGEST_MAIL,
      maxConnections: 200,
      banner: 'ticket-rail.localhost',
      resolve: address => supervisor.channelFor(address),
      ports,
    });
    try {
      await listener.start();
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken) throw error;
      throw new Fault(
        'PORT.TAKEN',
        `Port ${env.SMTP_IN_PORT} for incoming mail is taken. Choose another with SMTP_IN_PORT, or set it to off.`,
        { cause: error },
      );
    }
    this.listener = listener;
    this.closing.push(() => listener.stop());
  }
}

/** `mailbox:<channelId>` */
function channelOfLease(name: string): number {
  const id = Number(/^mailbox:(\d+)$/.exec(name)?.[1]);
  if (!id) throw new Error(`"${name}" is no lease of a channel`);
  return id;
}

export const signedIds = (secrets: SecretBox): SignedIds => signedIdsBy(() => secrets.signingKeys('mail'));
