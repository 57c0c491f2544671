// Ticket kinds: what a ticket is, and what its department promises about it.

export interface Outcome {
  code: string;
  title: string;
}

export interface ChecklistItem {
  key: string;
  title: string;
  required: boolean;
}

/** Attachments by type: "a drawing as PDF or STEP". `endings`: lower case, without the dot; none: any file. */
export interface AttachmentRule {
  key: string;
  title: string;
  endings: readonly string[];
  required: boolean;
}

export type KindBusiness = 'repeat' | 'new';

export interface TicketKind {
  key: string;
  version: number;
  title: string;
  /** The promise: working minutes from receipt to finish. */
  toleranceMinutes: number;
  outcomes: readonly Outcome[];
  /** JSON Schema (2020-12) of the kind's own fields. */
  schema: Readonly<Record<string, unknown>>;
  checklist: readonly ChecklistItem[];
  attachments: readonly AttachmentRule[];
  /** Names of top-level fields. */
  requiredToClose: readonly string[];
  /** Template text; '' sends none. */
  acknowledgement: string;
  /** What an existing customer's ticket of this kind is. */
  business: KindBusiness;
}
