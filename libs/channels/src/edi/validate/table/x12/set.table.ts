// Which segments stand in which set of X12, in which order, how often. `@` opens a loop; `n`: as often as one likes. Every segment that some version from
// 003040 to 005020 has is here, as often as the most generous one has it, and at each place where one of them has it: where versions differ in order, the
// segment has a row at both. Of newer versions, what is known of them.
import { x12AnswerSets } from './answer.table.js';
import { x12OrderSets } from './order.table.js';
import { x12QuestionSets } from './question.table.js';

export const x12Sets: ReadonlyMap<string, string> = new Map([...x12OrderSets, ...x12QuestionSets, ...x12AnswerSets]);
