import type { ZodType } from 'zod';
import { z } from 'zod';
import type { SettingsGuide } from './contract/index.js';
import { describedSettings, type SettingsSchema } from './described.settings.js';
import { channelKinds } from './registry.js';

/** Every setting that holds no others, by its path. */
function leaves(schema: SettingsSchema, above = ''): [string, SettingsSchema][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
    one.properties ? leaves(one, `${above}${name}.`) : [[`${above}${name}`, one] as [string, SettingsSchema]],
  );
}

describe.each(channelKinds.map(kind => [kind.kind, kind] as const))('the settings of %s', (_, kind) => {
  it('are all asked in words', () => {
    expect(
      leaves(describedSettings(kind))
        .filter(([, one]) => !one.title)
        .map(([path]) => path),
    ).toEqual([]);
  });

  it('call every secret by a name, and none that there is not', () => {
    expect(Object.keys(kind.guide!.secrets).sort()).toEqual([...kind.secretNames].sort());
  });

  it('ask nothing by a neighbour that there is not', () => {
    const fields = Object.entries(kind.guide!.fields).filter(([, { when }]) => when);
    const paths = leaves(describedSettings(kind)).map(([path]) => path);
    const strange = fields.filter(
      ([path, { when }]) => !paths.includes([...path.split('.').slice(0, -1), when!.field].join('.')),
    );
    expect(strange).toEqual([]);
  });
});

const about = (settings: ZodType, fields: SettingsGuide['fields']) =>
  describedSettings({ kind: 'test', settings, guide: { about: '', fields, secrets: {} } });

describe('described settings', () => {
  it('stand in the order of the guide, with the words for each choice', () => {
    const schema = about(z.object({ a: z.string(), b: z.enum(['x', 'y']).default('x') }), {
      b: { title: 'Way', choices: { x: 'Ex' } },
      a: { title: 'Host', unit: 'bar' },
    });
    expect(Object.keys(schema.properties!)).toEqual(['b', 'a']);
    expect(schema.properties!.b).toMatchObject({
      oneOf: [
        { const: 'x', title: 'Ex' },
        { const: 'y', title: 'y' },
      ],
    });
    expect(schema.properties!.a).toMatchObject({ title: 'Host', 'x-unit': 'bar' });
  });

  it('ask a text that may be nothing as a text', () => {
    const schema = about(z.object({ kind: z.string().nullable().default(null) }), {});
    expect(schema.properties!.kind).toEqual({ type: 'string' });
  });

  it('refuse a guide to a setting that there is not', () => {
    expect(() => about(z.object({ a: z.string() }), { 'a.b': { title: 'Deep' } })).toThrow('names "a.b"');
  });
});
