// Every body and query is checked against the schema of the contract (libs/api). Guarantees: unknown fields, arrays where text is due (A31) and text
// that PostgreSQL cannot hold are refused with the place where they stand; the value itself is never repeated.
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { type FieldFault, invalid, pointerOf } from './request.fault.js';

const MAX_ERRORS = 50;
const DEEPEST = 32;
// NUL cannot be stored as text, and half a surrogate pair is no character.
const UNSTORABLE = /\0|\p{Surrogate}/u;

@Injectable()
export class ContractPipe implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (!metadata.schema || metadata.type === 'custom') return value;
    const unstorable = findUnstorable(value, [], 0);
    if (unstorable) throw invalid([unstorable]);
    // A POST without a body is the same as one with an empty object.
    const given = metadata.type === 'body' && (value === undefined || value === null) ? {} : value;
    const result = await metadata.schema['~standard'].validate(given);
    if (!result.issues) return result.value;
    throw invalid(
      result.issues.slice(0, MAX_ERRORS).map(issue => ({
        pointer: pointerOf((issue.path ?? []).map(part => (typeof part === 'object' ? part.key : part))),
        detail: issue.message,
      })),
    );
  }
}

function findUnstorable(value: unknown, path: PropertyKey[], depth: number): FieldFault | null {
  if (typeof value === 'string')
    return UNSTORABLE.test(value) ? { pointer: pointerOf(path), detail: 'Contains a character that is no text' } : null;
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= DEEPEST) return { pointer: pointerOf(path.slice(0, 3)), detail: 'Is nested too deeply' };
  for (const [key, item] of Object.entries(value)) {
    if (UNSTORABLE.test(key)) return { pointer: pointerOf(path), detail: 'Contains a character that is no text' };
    const found = findUnstorable(item, [...path, key], depth + 1);
    if (found) return found;
  }
  return null;
}
