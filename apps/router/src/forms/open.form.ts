// A form that people may fill in, as its channel is now.
import type { FormSettings, FormShape } from '#channels';
import type { TicketKind } from '#tickets';

export interface OpenForm {
  id: number;
  key: string;
  departmentId: number;
  /** As people see it. */
  title: string;
  settings: FormSettings;
  kind: TicketKind | undefined;
  /** What the hosted page asks, and what is asked of posts from elsewhere. */
  shape(onPage: boolean): FormShape;
}
