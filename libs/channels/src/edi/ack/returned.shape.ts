// What every returned acknowledgement has, before it names anything.
import type { ReturnedAcknowledgement } from '../../contract/interchange.js';

type Kind = Pick<ReturnedAcknowledgement, 'type' | 'outcome' | 'byteStart' | 'byteEnd'>;

export const returned = (
  kind: Kind,
  named: Partial<Omit<ReturnedAcknowledgement, keyof Kind>> = {},
): ReturnedAcknowledgement => ({
  ...kind,
  ...{ interchangeRef: null, groupRef: null, functionalId: null, messageRef: null, documentNumber: null, findings: [] },
  ...named,
});

/** A reference, or null where none is written. */
export const refOf = (value: string): string | null => value.trim() || null;
