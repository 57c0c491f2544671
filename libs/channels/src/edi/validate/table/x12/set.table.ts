// Which segments stand in which set of X12, in which order, how often. `@` opens a loop; `n`: as often as one likes. Every segment that some version from
// 003040 to 006010 has is here, as often as the most generous one has it.
import { x12AnswerSets } from './answer.table.js';
import { x12OrderSets } from './order.table.js';

export const x12Sets: ReadonlyMap<string, string> = new Map([...x12OrderSets, ...x12AnswerSets]);
