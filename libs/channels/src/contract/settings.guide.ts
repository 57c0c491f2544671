// What is said beside the settings of a channel kind, so that a form can be made of them: which is asked first, in which words, and what belongs together.
// The settings' own schema stays what decides; see describedSettings.

/** Asked only where a neighbour of it has one of these values. */
export interface AskedWhen {
  field: string;
  is: readonly string[];
}

export interface SettingGuide {
  title: string;
  /** One sentence. */
  help?: string;
  /** Stands in the field, behind the number. */
  unit?: string;
  placeholder?: string;
  /** Words for the values that there are. */
  choices?: Readonly<Record<string, string>>;
  /** Seldom needed: folded away. */
  more?: true;
  /** Takes several lines, like a certificate. */
  lines?: true;
  when?: AskedWhen;
}

export type SecretGuide = Pick<SettingGuide, 'title' | 'help' | 'lines' | 'when'>;

export interface SettingsGuide {
  /** One sentence for whoever chooses a kind. */
  about: string;
  /** The house makes channels of this kind by itself: none is offered. */
  byItself?: true;
  /** Of these parts exactly one is there. */
  exactlyOne?: { title: string; of: readonly string[] };
  /** By path with dots (`imap.host`), in the order in which they are asked. */
  fields: Readonly<Record<string, SettingGuide>>;
  /** By the name of the secret. `imap.password` is asked in the part `imap`; without such a part, at the end. */
  secrets: Readonly<Record<string, SecretGuide>>;
}
