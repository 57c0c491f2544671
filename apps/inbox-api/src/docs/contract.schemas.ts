// The contract's schemas as OpenAPI components: each under the name that libs/api exports it by, once, however many routes use it.
import type { SwaggerDocumentOptions } from '@nestjs/swagger';
import { z } from 'zod';
import * as contract from '#api';

type Converter = NonNullable<SwaggerDocumentOptions['standardSchemaConverter']>;
type JsonObject = Record<string, unknown>;

const named = z.registry<{ id: string }>();
const names = new Map<z.ZodType, string>();
for (const [name, value] of Object.entries(contract)) {
  // Queries become parameters one by one: they must stand in place.
  if (!(value instanceof z.ZodType) || names.has(value) || name.endsWith('Query')) continue;
  names.set(value, name);
  named.add(value, { id: name });
}

/** Input and output of one schema differ only by defaults here, and no named schema of the contract is used both ways. */
export const convertContract: Converter = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const {
    definitions = {},
    $schema: _,
    id: __,
    ...root
  } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: schemaType,
    metadata: named,
    unrepresentable: 'any',
  }) as JsonObject & { definitions?: JsonObject };
  const parts = Object.fromEntries(Object.entries(definitions).map(([name, part]) => [name, withoutId(part)]));
  const name = names.get(schema);
  if (name === undefined) return { schema: root, components: parts };
  return { schema: { $ref: `#/components/schemas/${name}` }, components: { [name]: root, ...parts } };
};

function withoutId(part: unknown): unknown {
  const { id: _, ...rest } = part as JsonObject;
  return rest;
}
