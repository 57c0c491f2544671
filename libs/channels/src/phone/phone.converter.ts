// The converter of phone logs: one record to its draft. Guarantees: never rejects for what a source can send; result i belongs to input i; runs in this
// thread, for a record is small.
import type { Conversion, Converter, ConvertInput } from '#channels/contract';
import { callDraft } from './draft/call.draft.js';
import type { Listener } from './hear/call.source.js';
import { listenerOf } from './hear/call.sources.js';
import { readRecord } from './hear/record.reader.js';
import { phoneSettings } from './phone.settings.js';
import { factsIn } from './record.transport.js';

export const createPhoneConverter = (): Converter => new PhoneConverter();

class PhoneConverter implements Converter {
  /** Settings are read once for all messages that come with the same object. */
  private readonly listeners = new WeakMap<object, Listener | string>();

  async convert(batch: ConvertInput[]): Promise<Conversion[]> {
    return batch.map(input => this.conversionOf(input));
  }

  async close(): Promise<void> {}

  private conversionOf({ raw, oversize, transport, settings }: ConvertInput): Conversion {
    const listener = this.listenerOf(settings ?? {});
    if (typeof listener === 'string') return held('phone.settings', listener);
    const facts = factsIn(transport);
    if (oversize) {
      const detail = `The line has ${oversize.declaredBytes} bytes; a call has ${oversize.limitBytes} at most.`;
      return held('phone.too-large', detail, facts.line === undefined ? {} : { row: facts.line });
    }
    return converted(raw, listener, facts);
  }

  /** A text where they do not fit. */
  private listenerOf(settings: object): Listener | string {
    const known = this.listeners.get(settings);
    if (known !== undefined) return known;
    const parsed = phoneSettings.safeParse(settings);
    const [fault] = parsed.error?.issues ?? [];
    const listener = parsed.success
      ? listenerOf(parsed.data)
      : `${fault?.path.join('.') || 'The settings'}: ${fault?.message}`;
    this.listeners.set(settings, listener);
    return listener;
  }
}

export function converted(raw: Uint8Array, listener: Listener, facts: Parameters<typeof readRecord>[1]): Conversion {
  const read = readRecord(raw, facts, listener);
  if (read.outcome === 'faulty') return held(read.reason, read.detail, read.position);
  if (read.outcome === 'passed-over') return { ...nothing(), suppressed: read.rule };
  // Colleagues who ring each other are no work of the rail.
  if (read.call.direction === 'internal') return { ...nothing(), suppressed: 'phone.internal' };
  const draft = callDraft(read.call, raw, { zone: listener.settings.timeZone, rules: read.rules });
  return { ...nothing(), drafts: [draft] };
}

const nothing = (): Conversion => ({ drafts: [], blobs: new Map(), suppressed: null, quarantined: [] });

const held = (reason: string, detail: string, position = {}): Conversion => ({
  ...nothing(),
  quarantined: [{ reason, detail, position }],
});
