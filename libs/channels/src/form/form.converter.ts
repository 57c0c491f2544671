// The converter of forms. Guarantees: never rejects for what a sender can send; result i belongs to input i; suspected spam is suppressed by a rule with a name,
// unless somebody released it; runs in this thread, and lets others have their turn between batches' worth of bytes.
import { setImmediate as turn } from 'node:timers/promises';
import type { Conversion, Converter, ConvertInput } from '#channels/contract';
import { formDraft } from './draft/form.draft.js';
import { type FormSettings, formSettings } from './form.settings.js';
import { formTransport } from './form.transport.js';
import { readForm } from './read/form.reader.js';
import { type FormShape, shapeOf } from './shape/form.shape.js';
import { valuesOf } from './shape/form.values.js';
import { honeypotsOf, spamVerdict } from './spam.rules.js';

/** Bytes that are read without a pause. */
const PAUSE_BYTES = 256 * 1024;
const EXCERPT = 160;

export const createFormConverter = (): Converter => new FormConverter();

class FormConverter implements Converter {
  /** Settings are read once for all messages that come with the same object. */
  private readonly known = new WeakMap<object, FormSettings | string>();

  async convert(batch: ConvertInput[]): Promise<Conversion[]> {
    const conversions: Conversion[] = [];
    let bytes = 0;
    for (const input of batch) {
      conversions.push(await this.conversionOf(input));
      bytes += input.raw.byteLength;
      if (bytes < PAUSE_BYTES) continue;
      bytes = 0;
      await turn();
    }
    return conversions;
  }

  async close(): Promise<void> {}

  private async conversionOf({ raw, transport: stored, settings: given, kinds }: ConvertInput): Promise<Conversion> {
    const settings = this.settingsOf(given ?? {});
    if (typeof settings === 'string') return held('form.settings', settings);
    const transport = formTransport(stored);
    const reading = readForm(raw, transport.contentType);
    if (reading.outcome === 'faulty') {
      const { detail, pointer } = reading.fault;
      return held('form.unreadable', detail, pointer === undefined ? {} : { pointer });
    }
    const kind = settings.kind !== null && kinds?.has(settings.kind) ? kinds.current(settings.kind) : undefined;
    const shape: FormShape = shapeOf(settings, kind, transport.filledMs !== null);
    const values = valuesOf(reading.form, shape, honeypotsOf(settings));
    const verdict = transport.released ? null : spamVerdict(reading.form, values, transport, settings);
    const { draft, blobs } = await formDraft(reading.form, values, { shape, settings, transport, raw });
    if (verdict) {
      const who = draft.requester.address ?? (draft.requester.name || 'somebody unnamed');
      const said = draft.text.replace(/\s+/g, ' ').trim().slice(0, EXCERPT).toWellFormed();
      return {
        ...nothing(),
        suppressed: verdict.rule,
        suppressedDetail: `${verdict.why}. From ${who}: ${said || 'no text'}`,
      };
    }
    return { ...nothing(), drafts: [draft], blobs };
  }

  /** A text where they do not fit. */
  private settingsOf(given: object): FormSettings | string {
    const known = this.known.get(given);
    if (known !== undefined) return known;
    const parsed = formSettings.safeParse(given);
    const [fault] = parsed.error?.issues ?? [];
    const settings = parsed.success ? parsed.data : `${fault?.path.join('.') || 'The settings'}: ${fault?.message}`;
    this.known.set(given, settings);
    return settings;
  }
}

const nothing = (): Conversion => ({ drafts: [], blobs: new Map(), suppressed: null, quarantined: [] });

const held = (reason: string, detail: string, position = {}): Conversion => ({
  ...nothing(),
  quarantined: [{ reason, detail, position }],
});
