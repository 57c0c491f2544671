// A channel as its connector, its deliverer and its test see it, and what is told of it to ops.

/** A configured channel as its connector sees it: settings validated, secrets decrypted. */
export interface Channel<S = unknown> {
  id: number;
  key: string;
  kind: string;
  name: string;
  departmentId: number;
  settings: S;
  secrets: Record<string, string>;
}

export type Health =
  | { state: 'starting' }
  /** `warning`: one plain sentence for ops about what will fail soon, unless somebody acts. */
  | { state: 'ok'; at: Date; detail?: string; warning?: string }
  | { state: 'standby'; detail: string }
  /** `problem` is one plain sentence; `retryAt` when the connector will try again by itself. */
  | { state: 'failing'; at: Date; problem: string; code: string; retryAt: Date | null };
