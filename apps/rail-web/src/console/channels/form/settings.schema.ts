// The settings of a channel kind as a form shows them: the kind's JSON Schema, without what is not asked with these values, and with the secrets in the part that
// they belong to. Pure.
import type { ChannelKindView } from '#api';

export type Settings = Record<string, unknown>;
/** What the form's own widgets are told beside their value: which secrets are stored. */
export type SettingsContext = { secretsSet: readonly string[] };
export type SettingSchema = {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  required?: string[];
  properties?: Record<string, SettingSchema>;
  additionalProperties?: unknown;
  items?: SettingSchema;
  anyOf?: SettingSchema[];
  oneOf?: SettingSchema[];
  'x-unit'?: string;
  'x-placeholder'?: string;
  'x-more'?: boolean;
  'x-lines'?: boolean;
  'x-when'?: { field: string; is: string[] };
  /** Name of the secret that is typed here. */
  'x-secret'?: string;
  [word: string]: unknown;
};

/** No setting has a colon in its name. */
export const secretField = (name: string): string => `secret:${name}`;

/** Every setting and secret, whatever the values are. */
export function wholeSchema(kind: ChannelKindView): SettingSchema {
  const root: SettingSchema = structuredClone(kind.settings);
  for (const { name, title, help, part, lines, when } of kind.secrets) {
    const at = part === null ? root : root.properties?.[part];
    if (!at) continue;
    const field: SettingSchema = { type: 'string', title, 'x-secret': name };
    if (help !== null) field.description = help;
    if (lines) field['x-lines'] = true;
    if (when) field['x-when'] = when;
    at.properties = withAfter(at.properties ?? {}, secretField(name), field);
  }
  return root;
}

/** Who signs in stands before what with. */
function withAfter(properties: Record<string, SettingSchema>, name: string, field: SettingSchema) {
  const names = Object.keys(properties);
  const after = ['auth', 'user'].find(one => names.includes(one)) ?? names.at(-1) ?? '';
  const entries = Object.entries(properties);
  entries.splice(names.indexOf(after) + 1, 0, [name, field]);
  return Object.fromEntries(entries);
}

/** Of the parts of which exactly one is there: the one that is; null where the kind has no such parts. */
export function chosenPart({ exactlyOne }: ChannelKindView, data: Settings): string | null {
  if (!exactlyOne) return null;
  return exactlyOne.of.find(name => data[name] !== undefined) ?? exactlyOne.of[0] ?? null;
}

/** What is asked while the values are these. */
export function shownSchema(kind: ChannelKindView, data: Settings): SettingSchema {
  const chosen = chosenPart(kind, data);
  const whole = wholeSchema(kind);
  if (chosen !== null && whole.properties) {
    for (const name of kind.exactlyOne?.of ?? []) if (name !== chosen) delete whole.properties[name];
    whole.required = [...(whole.required ?? []), chosen];
  }
  return shown(whole, data);
}

function shown(schema: SettingSchema, data: Settings): SettingSchema {
  if (!schema.properties) return schema;
  const asked = Object.entries(schema.properties).filter(
    ([, field]) => field.const === undefined && isAsked(field, schema.properties ?? {}, data),
  );
  const properties = Object.fromEntries(asked.map(([name, field]) => [name, shown(field, partOf(data[name]))]));
  // A part that is always there, because it has a value of its own, is no part to be switched on.
  const always = asked.filter(([, field]) => field.properties && field.default !== undefined).map(([name]) => name);
  const required = [...(schema.required ?? []), ...always].filter(name => name in properties);
  return { ...schema, properties, required };
}

function isAsked(field: SettingSchema, among: Record<string, SettingSchema>, data: Settings): boolean {
  const when = field['x-when'];
  return !when || when.is.includes(String(data[when.field] ?? among[when.field]?.default));
}

export const partOf = (value: unknown): Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : {};

/** A list of texts, typed one a line; also where a single text does. */
export const isLines = ({ type, items, anyOf }: SettingSchema): boolean =>
  (type === 'array' && items?.type === 'string') ||
  (anyOf?.some(isLines) === true && anyOf.every(one => one.type === 'string' || isLines(one)));

/** Names with a value each, typed `name: value`. */
export const isPairs = ({ type, properties, additionalProperties, anyOf }: SettingSchema): boolean =>
  (type === 'object' && properties === undefined && typeof additionalProperties === 'object') ||
  anyOf?.some(isPairs) === true;
