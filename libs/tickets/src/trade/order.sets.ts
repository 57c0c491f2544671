// Sets by which a customer orders, and by which it changes an order (X12, EDIFACT).

export const ORDER_SETS: readonly string[] = ['850', 'ORDERS'];
export const CHANGE_SETS: readonly string[] = ['860', 'ORDCHG'];
