// What is wrong with a channel, brought to the fields where it is typed. Pure.
import type { ChannelKindView } from '#api';
import type { Fault } from '../../../form/field.shape.js';
import { type SettingSchema, type Settings, secretField, shownSchema } from './settings.schema.js';

/** The shape that react-jsonschema-form takes: a tree like the values, with the texts at `__errors`. */
export type FaultTree = { __errors?: string[]; [name: string]: FaultTree | string[] | undefined };
export type PlacedFaults = {
  tree: FaultTree;
  /** Those that belong to no field that is shown: whole sentences. */
  others: string[];
};

const FIELDS = ['/name', '/key', '/departmentId'];

/** Name, key and department are shown by whoever shows those. */
export function placedFaults(kind: ChannelKindView, data: Settings, faults: readonly Fault[]): PlacedFaults {
  const schema = shownSchema(kind, data);
  const placed: PlacedFaults = { tree: {}, others: [] };
  for (const fault of faults) {
    if (FIELDS.includes(fault.pointer)) continue;
    const path = pathOf(kind, fault.pointer);
    const place = path && placeIn(schema, path);
    if (place?.isField) put(placed.tree, place.path, sentence(fault.detail));
    else placed.others.push(withTitle(place?.title ?? '', fault.detail));
  }
  return placed;
}

/** `Key of the server: needs a host name.` */
const withTitle = (title: string, detail: string): string => sentence(title ? `${title}: ${detail}` : detail);

function pathOf(kind: ChannelKindView, pointer: string): string[] | null {
  const [root, ...path] = pointer
    .split('/')
    .slice(1)
    .map(name => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (root === 'settings') return path;
  const secret = root === 'secrets' ? kind.secrets.find(one => one.name === path[0]) : undefined;
  if (!secret) return null;
  return [...(secret.part === null ? [] : [secret.part]), secretField(secret.name)];
}

/** As deep as there is a field: what is wrong with one line of a list is wrong with the list. */
function placeIn(schema: SettingSchema, path: readonly string[]) {
  let at: SettingSchema = schema;
  const found: string[] = [];
  for (const name of path) {
    const next: SettingSchema | undefined = at.properties?.[name];
    if (!next) break;
    at = next;
    found.push(name);
  }
  return { path: found, isField: found.length > 0 && at.properties === undefined, title: at.title ?? '' };
}

function put(tree: FaultTree, path: readonly string[], words: string): void {
  let at = tree;
  for (const name of path) {
    at[name] ??= {};
    at = at[name] as FaultTree;
  }
  at.__errors = [...(at.__errors ?? []), words];
}

/** The server says `needs a host name`. */
export const sentence = (text: string): string => {
  const full = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(full) ? full : `${full}.`;
};
