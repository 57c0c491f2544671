// Kinds and contracts as the contract of the API shows them. Pure.
import type { Contract, Kind } from '#api';
import type { Stored } from '#store';
import type { HandoffContract, TicketKind } from '#tickets';

export function kindView(kind: Stored<TicketKind>): Kind {
  const { createdAt, createdByName, ...definition } = kind;
  return {
    ...definition,
    schema: { ...definition.schema },
    outcomes: definition.outcomes.map(({ code, title }) => ({ code, title })),
    checklist: definition.checklist.map(item => ({ ...item })),
    attachments: definition.attachments.map(rule => ({ ...rule, endings: [...rule.endings] })),
    requiredToClose: [...definition.requiredToClose],
    createdAt: createdAt.toISOString(),
    createdBy: createdByName,
  };
}

/** Names are what they are now: a key that nothing has any more is shown as it is. */
export function contractView(
  contract: Stored<HandoffContract>,
  names: { departments: ReadonlyMap<string, string>; kindTitle: (key: string) => string },
): Contract {
  const { createdAt, createdByName, ...definition } = contract;
  return {
    ...definition,
    toDepartmentName: names.departments.get(definition.toDepartment) ?? definition.toDepartment,
    kindTitle: names.kindTitle(definition.kind),
    acceptanceCriteria: [...definition.acceptanceCriteria],
    returnReasons: definition.returnReasons.map(reason => ({ ...reason })),
    resultSchema: { ...definition.resultSchema },
    prefill: { ...definition.prefill },
    createdAt: createdAt.toISOString(),
    createdBy: createdByName,
  };
}
