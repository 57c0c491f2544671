// What comes back is judged by the worst that is said of anything of ours: interchange, group, set.
import { edifact, x12 } from '../../../../../../test/integration/edi.letters.js';
import { readInterchange } from '../../envelope/interchange.reader.js';
import { returnedOf } from '../returned.reader.js';

const fa = (...body: string[]) =>
  returnedOf(readInterchange(x12({ functional: 'FA', sets: [{ type: '997', body }] })))[0]!;
const contrl = (...body: string[]) => returnedOf(readInterchange(edifact({ messages: [['CONTRL', ...body]] })))[0]!;
const UCI = 'UCI+4711+4099999000025:14+4099999000018:14';
const UCF = 'UCF+77+4099999000025:14+4099999000018:14';

describe('a 997', () => {
  it('that rejects a set rejects, though it takes the group', () => {
    const read = fa('AK1*PR*77', 'AK2*855*0001', 'AK5*R*5', 'AK9*A*1*1*1');
    expect(read).toMatchObject({ outcome: 'rejected', findings: ['855 0001: rejected, error 5'] });
  });

  it('that takes a part names what was refused, and takes the others', () => {
    const read = fa('AK1*PR*77', 'AK2*855*0001', 'AK5*A', 'AK2*855*0002', 'AK5*R*5', 'AK9*P*2*2*1');
    expect(read).toMatchObject({ outcome: 'rejected', others: 'accepted' });
    expect(read.verdicts.map(one => [one.messageRef, one.outcome])).toEqual([
      ['0001', 'accepted'],
      ['0002', 'rejected'],
    ]);
  });

  it('that rejects the group rejects its sets, whatever it says of them', () => {
    const read = fa('AK1*PR*77', 'AK2*855*0001', 'AK5*A', 'AK9*R*1*1*0*3');
    expect(read).toMatchObject({ outcome: 'rejected', others: 'rejected', findings: ['The group, error 3'] });
    expect(read.verdicts).toMatchObject([{ outcome: 'rejected' }]);
  });

  it('that takes a part without saying which rejects all', () => {
    expect(fa('AK1*PR*77', 'AK9*P*2*2*1')).toMatchObject({ outcome: 'rejected', others: 'rejected' });
  });
});

describe('a CONTRL', () => {
  it('that rejects a group rejects, though it takes the interchange', () => {
    const read = contrl(`${UCI}+7`, `${UCF}+4+29`);
    expect(read).toMatchObject({ outcome: 'rejected', others: 'accepted', findings: ['Group 77, error 29'] });
    expect(read.verdicts).toMatchObject([{ groupRef: '77', messageRef: null, outcome: 'rejected' }]);
  });

  it('that rejects the interchange rejects its messages, whatever it says of them', () => {
    const read = contrl(`${UCI}+4+2`, 'UCM+1+ORDRSP:D:96A:UN+7');
    expect(read.verdicts).toMatchObject([{ messageRef: '1', outcome: 'rejected' }]);
    expect(read.others).toBe('rejected');
  });

  it('that says "received" accepts nothing', () => {
    expect(contrl(`${UCI}+8`)).toMatchObject({ outcome: 'received', others: 'received' });
  });
});
