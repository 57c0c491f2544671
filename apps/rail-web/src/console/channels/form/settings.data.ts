// The values of a channel's settings in their form: what stands there at first, and what is sent of it. Pure.
import type { ChannelKindView } from '#api';
import {
  chosenPart,
  partOf,
  type SettingSchema,
  type Settings,
  secretField,
  shownSchema,
  wholeSchema,
} from './settings.schema.js';

/** Of a new channel. */
export function firstData(kind: ChannelKindView): Settings {
  const chosen = chosenPart(kind, {});
  return filled(wholeSchema(kind), {}, chosen === null ? {} : { [chosen]: {} });
}

/** Another one of the parts of which exactly one is there; what all of them share stays. */
export function withPart(kind: ChannelKindView, data: Settings, part: string): Settings {
  const others = Object.entries(data).filter(([name]) => !kind.exactlyOne?.of.includes(name));
  return filled(wholeSchema(kind), data, { ...Object.fromEntries(others), [part]: {} });
}

/** What a part has by itself is filled in as soon as the part is there, so that it can be seen and changed. */
export const followed = (kind: ChannelKindView, before: Settings, now: Settings): Settings =>
  filled(wholeSchema(kind), before, now);

function filled(schema: SettingSchema, before: Settings | null, now: Settings): Settings {
  const next = { ...now };
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (field.properties) {
      const isNew = before === null || before[name] === undefined;
      if (next[name] === undefined && field.default !== undefined && isNew) next[name] = {};
      if (next[name] !== undefined) next[name] = filled(field, isNew ? null : partOf(before[name]), partOf(next[name]));
    } else if (next[name] === undefined && (before === null || Object.keys(before).length === 0)) {
      const first = field.const ?? field.default ?? (schema.required?.includes(name) ? emptyOf(field) : undefined);
      if (first !== undefined) next[name] = first;
    }
  }
  return next;
}

/** A part that is switched on must hold something, and what it needs can then be missed at its place. */
const emptyOf = (field: SettingSchema): unknown => (field.type === 'string' && !field.oneOf ? '' : undefined);

/** What is asked, and only that: of a part that is gone, nothing is sent. */
export function readSettings(
  kind: ChannelKindView,
  data: Settings,
): { settings: Settings; secrets: Record<string, string> } {
  const secrets: Record<string, string> = {};
  const shown = shownSchema(kind, data);
  const whole = wholeSchema(kind);
  const settings = sent(shown, whole, data, secrets);
  return { settings, secrets };
}

function sent(shown: SettingSchema, whole: SettingSchema, data: Settings, secrets: Record<string, string>): Settings {
  const settings: Settings = {};
  for (const [name, field] of Object.entries(whole.properties ?? {})) {
    const value = data[name];
    const asked = shown.properties?.[name];
    if (
      value === undefined ||
      (value === '' && !whole.required?.includes(name)) ||
      (!asked && field.const === undefined)
    )
      continue;
    const secret = field['x-secret'];
    if (secret !== undefined) secrets[secret] = String(value);
    else settings[name] = asked?.properties ? sent(asked, field, partOf(value), secrets) : value;
  }
  return settings;
}

/** Secrets are told once: after saving, nothing of them is left in the page. */
export function withoutSecrets(kind: ChannelKindView, data: Settings): Settings {
  const left = { ...data };
  for (const { name, part } of kind.secrets) {
    if (part === null) delete left[secretField(name)];
    else if (left[part] !== undefined) {
      const { [secretField(name)]: _, ...rest } = partOf(left[part]);
      left[part] = rest;
    }
  }
  return left;
}
