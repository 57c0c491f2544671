// What somebody wants who comments on an issue. Pure. A comment is a command where its first line is one; everything else is talk among engineers.

/** @typedef {import('./rail.client.mjs').Schema} Schema */
/** @typedef {import('./rail.client.mjs').Property} Property */
/**
 * @typedef {object} Command
 * @property {'accept' | 'return' | 'complete'} name
 * @property {string} argument  rest of the first line
 * @property {{ name: string, value: string }[]} values  lines of the form `name: value`
 * @property {string[]} ticks  lines of the form `[x] item`
 * @property {string} note  the other lines
 */

/** @param {string} text @returns {Command | null} */
export function readCommand(text) {
  const [first = '', ...lines] = text.replace(/\r\n?/g, '\n').trim().split('\n');
  const command = /^\/(accept|return|complete)(?:\s+(.*))?$/.exec(first.trim());
  if (!command) return null;
  /** @type {Command} */
  const read = {
    name: /** @type {Command['name']} */ (command[1]),
    argument: command[2]?.trim() ?? '',
    values: [],
    ticks: [],
    note: '',
  };
  for (const line of lines) {
    const tick = /^\s*(?:[-*]\s*)?\[x\]\s*(.+)$/i.exec(line)?.[1];
    const value = /^\s*(?:[-*]\s*)?([^:]{1,100}?)\s*:\s*(.+)$/.exec(line);
    if (tick) read.ticks.push(tick.trim());
    else if (value) read.values.push({ name: String(value[1]), value: String(value[2]).trim() });
    else read.note = `${read.note}\n${line}`.trim();
  }
  return read;
}

/** The key of what a person calls by its key or its title. @param {readonly { key: string, title: string }[]} things @param {string} said */
export function keyOf(things, said) {
  const same = (/** @type {string} */ text) => text.trim().toLowerCase() === said.trim().toLowerCase();
  return things.find(one => same(one.key))?.key ?? things.find(one => same(one.title))?.key ?? null;
}

/** @param {Schema} schema */
export const fieldsOf = ({ properties = {} }) =>
  Object.entries(properties).map(([key, { title = key }]) => ({ key, title }));

/**
 * Values by key, as the schema types them; a name that is none stays as it was said, so that it is named as a mistake.
 * @param {Schema} schema
 * @param {Command['values']} values
 */
export function valuesFor(schema, values) {
  return Object.fromEntries(
    values.map(({ name, value }) => {
      const key = keyOf(fieldsOf(schema), name);
      return [key ?? name, key === null ? value : typed(schema.properties?.[key] ?? {}, value)];
    }),
  );
}

/** What does not fit stays text: Ticket Rail says what is wrong with it. @param {Property} property @param {string} text */
function typed(property, text) {
  if (property.enum) {
    const titles = property['x-enumTitles'] ?? [];
    const things = property.enum.map((code, i) => ({ key: String(code), title: titles[i] ?? String(code) }));
    return keyOf(things, text) ?? text;
  }
  if (property.type === 'boolean') return /^(yes|true)$/i.test(text) ? true : /^(no|false)$/i.test(text) ? false : text;
  const isNumber = property.type === 'number' || property.type === 'integer';
  return isNumber && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
