// Multi-row statements take their values as one array per column.

/** One column of a multi-row statement. */
export const column = <T, V>(items: readonly T[], pick: (item: T) => V): V[] => items.map(pick);
