// Ticket kinds: what a ticket is, and what its department promises about it.

export interface Outcome {
  code: string;
  title: string;
}

export interface TicketKind {
  key: string;
  version: number;
  title: string;
  /** The promise: working minutes from receipt to finish. */
  toleranceMinutes: number;
  outcomes: readonly Outcome[];
  /** JSON Schema (2020-12) of the kind's own fields. */
  schema: Readonly<Record<string, unknown>>;
}
