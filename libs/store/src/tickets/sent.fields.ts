// Fields that a partner sent and that nobody may change: the lines of an order. Pure. The same rule wherever people save fields.
import { type FieldFault, isReadOnly, pointerTo, titleOf, valueDifference } from '#tickets';

type Values = Readonly<Record<string, unknown>>;

/** Each read-only field that is given another value than it has, at /fields/<name>. To send again what stands there is no change. */
export const sentFaults = (schema: Values, stands: Values, given: Values): FieldFault[] =>
  Object.entries(given)
    .filter(([name, value]) => isReadOnly(schema, name) && !sameValue(stands[name], value))
    .map(([name]) => ({
      pointer: `/fields${pointerTo(name)}`,
      detail: `${titleOf(schema, name)} stands as it was sent and cannot be changed`,
    }));

/** The rest: what people fill in, and what is limited. What a partner sent was let in by the limits of its channel. */
export const filledIn = (schema: Values, values: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !isReadOnly(schema, name)));

/** What a partner sent. */
export const sentIn = (schema: Values, values: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => isReadOnly(schema, name)));

/** By content: the database does not keep the order of an object's keys. Nothing and null are the same. */
export const sameValue = (a: unknown, b: unknown): boolean =>
  valueDifference('', '', a ?? null, b ?? null).length === 0;
