// Which form an address leads to. Guarantees: one that is not there, one that is paused and a channel of another kind look the same; a channel that is paused
// or changed counts within a second.
import { type FormSettings, formSettings, shapeOf } from '#channels';
import { Coalescer } from '#runtime';
import { type ChannelRow, ChannelStore, type Database } from '#store';
import { KeptKinds } from '../ingress/kept.kinds.js';
import { noForm } from './form.fault.js';
import type { OpenForm } from './open.form.js';

/** Lookups that come at one moment go together. */
const TOGETHER = { largest: 100, atOnce: 2 };
const KEPT_MS = 1_000;

export class FormAccess {
  private readonly rows: Coalescer<string, Map<string, ChannelRow>>;
  private readonly kinds: KeptKinds;
  private readonly kept = new Map<string, { row: ChannelRow; at: number }>();
  /** Settings as they were read, by channel: the same object while they are the same. */
  private readonly read = new Map<number, { version: number; settings: FormSettings | null }>();

  constructor(database: Database) {
    const channels = new ChannelStore();
    this.kinds = new KeptKinds(database);
    this.rows = new Coalescer(async keys => {
      const found = await channels.byKeys(database, [...new Set(keys)]);
      return new Map(found.map(row => [row.key, row]));
    }, TOGETHER);
  }

  /** @throws FormFault NOT_FOUND */
  async open(key: string): Promise<OpenForm> {
    if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(key)) throw noForm();
    const [row, book] = await Promise.all([this.rowOf(key), this.kinds.read()]);
    const settings = row?.enabled && row.kind === 'form' ? this.settingsOf(row) : null;
    if (!row || !settings) throw noForm();
    const kind = settings.kind !== null && book.has(settings.kind) ? book.current(settings.kind) : undefined;
    return {
      id: row.id,
      key,
      departmentId: row.departmentId,
      title: settings.title || kind?.title || row.name,
      settings,
      kind,
      shape: onPage => shapeOf(settings, kind, onPage),
    };
  }

  private async rowOf(key: string): Promise<ChannelRow | undefined> {
    const kept = this.kept.get(key);
    if (kept && performance.now() - kept.at < KEPT_MS) return kept.row;
    const row = (await this.rows.run([key])).get(key);
    // Only what is there: whoever tries addresses must not fill the memory.
    if (row) this.kept.set(key, { row, at: performance.now() });
    else this.kept.delete(key);
    return row;
  }

  private settingsOf(row: ChannelRow): FormSettings | null {
    const known = this.read.get(row.id);
    if (known?.version === row.version) return known.settings;
    const settings = formSettings.safeParse(row.settings).data ?? null;
    this.read.set(row.id, { version: row.version, settings });
    return settings;
  }
}
