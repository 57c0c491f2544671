// Short ways to write the shipped kinds' fields.
type Field = Readonly<Record<string, unknown>>;

export const text = (title: string, more: Field = {}): Field => ({ type: 'string', title, maxLength: 200, ...more });
export const longText = (title: string, more: Field = {}): Field => ({
  type: 'string',
  title,
  maxLength: 5000,
  'x-wide': true,
  ...more,
});
export const day = (title: string, more: Field = {}): Field => ({ type: 'string', title, format: 'date', ...more });
export const amount = (title: string, unit: string, minimum: number, maximum: number, more: Field = {}): Field => ({
  type: 'number',
  title,
  minimum,
  maximum,
  'x-unit': unit,
  ...more,
});
export const count = (title: string, maximum: number, more: Field = {}): Field => ({
  type: 'integer',
  title,
  minimum: 1,
  maximum,
  'x-unit': 'pcs',
  ...more,
});
/** `choices`: code and title of each. */
export const choice = (title: string, choices: Readonly<Record<string, string>>, more: Field = {}): Field => ({
  type: 'string',
  title,
  enum: Object.keys(choices),
  'x-enumTitles': Object.values(choices),
  ...more,
});

export const fields = (properties: Readonly<Record<string, Field>> = {}, required: readonly string[] = []): Field => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
  // Channels may know more than the form shows: an order by EDI comes with its lines.
  additionalProperties: true,
});
