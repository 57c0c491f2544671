// Handoff contracts: what one department may place on another's rail, and what both have agreed about it.

export interface ReturnReason {
  code: string;
  title: string;
}

export interface HandoffContract {
  key: string;
  version: number;
  title: string;
  /** Department key; null: any department. */
  fromDepartment: string | null;
  toDepartment: string;
  kind: string;
  acceptanceCriteria: readonly string[];
  acceptMinutes: number;
  finishMinutes: number;
  correctMinutes: number;
  returnReasons: readonly ReturnReason[];
  resultSchema: Readonly<Record<string, unknown>>;
  prefill: Readonly<Record<string, string>>;
}
