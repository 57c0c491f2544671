// Finding what is wrong at a place of a form. Pure.
import type { Fault } from '../../form/field.shape.js';

/** What is wrong at a place and inside of it. */
export const faultAt = (faults: readonly Fault[], pointer: string): string | undefined =>
  faults
    .filter(fault => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
    .map(fault => fault.detail)
    .join(' ') || undefined;
