// The settings of a channel kind as a JSON Schema (draft 2020-12) that a form can be made of: what the kind accepts, with the guide's words in it. Pure.
// Beside the standard's words it carries `x-unit`, `x-placeholder`, `x-more`, `x-lines` and `x-when`, as the guide says them.
import { z } from 'zod';
import type { ChannelKind, SettingGuide, SettingsGuide } from './contract/index.js';

export interface SettingsSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  properties?: Record<string, SettingsSchema>;
  enum?: unknown[];
  anyOf?: SettingsSchema[];
  oneOf?: SettingsSchema[];
  [word: string]: unknown;
}

/** @throws Error where the guide names a setting that there is not */
export function describedSettings({ kind, settings, guide }: Pick<ChannelKind, 'kind' | 'settings' | 'guide'>) {
  const { $schema: _, ...schema } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }) as SettingsSchema;
  const plain = simplified(schema);
  for (const [path, words] of Object.entries(guide?.fields ?? {})) describe(settingAt(plain, path, kind), words);
  return ordered(plain, guide, '');
}

function settingAt(schema: SettingsSchema, path: string, kind: string): SettingsSchema {
  let at: SettingsSchema | undefined = schema;
  for (const name of path.split('.')) at = at?.properties?.[name];
  if (!at) throw new Error(`The guide of "${kind}" names "${path}", which is no setting of it`);
  return at;
}

function describe(setting: SettingsSchema, words: SettingGuide): void {
  setting.title = words.title;
  if (words.help) setting.description = words.help;
  if (words.unit) setting['x-unit'] = words.unit;
  if (words.placeholder) setting['x-placeholder'] = words.placeholder;
  if (words.more) setting['x-more'] = true;
  if (words.lines) setting['x-lines'] = true;
  if (words.when) setting['x-when'] = words.when;
  const { choices } = words;
  if (!choices || !setting.enum) return;
  setting.oneOf = setting.enum.map(value => ({ const: value, title: choices[String(value)] ?? String(value) }));
  delete setting.enum;
}

/** A text that may also be one certain text, or nothing at all, is asked as a text. */
function simplified(schema: SettingsSchema): SettingsSchema {
  const { anyOf, default: preset, ...rest } = schema;
  const isText = [schema.type].flat().includes('string') || anyOf?.every(isTextOrNothing) === true;
  if (isText)
    return { ...rest, type: 'string', ...(preset === undefined || preset === null ? {} : { default: preset }) };
  return schema.properties ? { ...schema, properties: mapped(schema.properties, simplified) } : schema;
}

const isTextOrNothing = ({ type }: SettingsSchema): boolean => type === 'string' || type === 'null';

/** What the guide names comes first, and as it names it. */
function ordered(schema: SettingsSchema, guide: SettingsGuide | undefined, above: string): SettingsSchema {
  if (!schema.properties) return schema;
  const names = Object.keys(guide?.fields ?? {});
  const place = (name: string): number => {
    const at = names.indexOf(`${above}${name}`);
    return at < 0 ? names.length : at;
  };
  const sorted = Object.entries(schema.properties).sort(([a], [b]) => place(a) - place(b));
  return {
    ...schema,
    properties: Object.fromEntries(sorted.map(([name, one]) => [name, ordered(one, guide, `${above}${name}.`)])),
  };
}

const mapped = <T>(of: Record<string, T>, change: (one: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(of).map(([name, one]) => [name, change(one)]));
