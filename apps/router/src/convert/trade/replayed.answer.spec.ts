import type { GivenAnswer } from '#store';
import { newsFor } from './replayed.answer.js';

const ta1 = (code: string): GivenAnswer => ({ type: 'TA1', code, ref: '000000101', sets: [] });
const ack = (code: string, set: string, ref = '101'): GivenAnswer => ({
  ...{ type: '997', code, ref },
  sets: [{ ref: '0001', code: set }],
});

describe('What a partner is told', () => {
  it('at the reception is all that is decided', () => {
    const answers = [ta1('A'), ack('R', 'R')];
    expect(newsFor(answers, [])).toEqual(answers);
  });

  it('when it is decided again is nothing where it was refused and is refused again', () => {
    expect(newsFor([ta1('R')], [ta1('R')])).toEqual([]);
    expect(newsFor([ack('R', 'R')], [ack('M', 'M')])).toEqual([]);
    expect(newsFor([ta1('A'), ack('R', 'R')], [ta1('A'), ack('R', 'R')])).toEqual([]);
    const contrl: GivenAnswer = { type: 'CONTRL', code: '4', ref: '4711', sets: [] };
    expect(newsFor([contrl], [contrl])).toEqual([]);
  });

  it('is the whole decision where anything of it is new', () => {
    const taken = [ta1('A'), ack('A', 'A')];
    expect(newsFor(taken, [ta1('A'), ack('R', 'R')])).toEqual(taken);
    expect(newsFor([ack('A', 'A')], [ta1('R')])).toEqual([ack('A', 'A')]);
    expect(newsFor([ack('R', 'R', '102')], [ack('R', 'R', '101')])).toHaveLength(1);
    expect(newsFor([ack('P', 'R')], [ack('P', 'A')])).toHaveLength(1);
  });
});
