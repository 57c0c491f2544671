// What a page tells of its person: little, soon, and nothing when it is over.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { PresenceBeat, type Sign } from './presence-beat.js';

let now: number;
let timers: { at: number; run: () => void }[];
let sent: string[];
let last: string[];
let refusing: boolean;
let beat: PresenceBeat;

const words = ({ ticketId, doing, resting }: Sign): string => `${ticketId} ${doing}${resting ? ', resting' : ''}`;
/** Lets time pass, timer by timer. */
const pass = async (milliseconds: number): Promise<void> => {
  const end = now + milliseconds;
  for (;;) {
    await new Promise(resolve => setImmediate(resolve));
    const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
    if (!next) break;
    timers = timers.filter(timer => timer !== next);
    now = next.at;
    next.run();
  }
  now = end;
};
const told = (): string[] => sent.splice(0);

beforeEach(() => {
  [now, timers, sent, last, refusing] = [0, [], [], [], false];
  beat = new PresenceBeat({
    now: () => now,
    after: (milliseconds, run) => {
      const timer = { at: now + milliseconds, run };
      timers.push(timer);
      return () => {
        timers = timers.filter(other => other !== timer);
      };
    },
    send: async sign => {
      sent.push(words(sign));
      return !refusing;
    },
    sendLast: sign => void last.push(words(sign)),
  });
});

describe('a page', () => {
  it('tells soon which ticket is open, and again every 15 s', async () => {
    beat.look(7);
    await pass(500);
    expect(told()).toEqual(['7 looking']);
    await pass(45_000);
    expect(told()).toEqual(['7 looking', '7 looking', '7 looking']);
  });

  it('tells of the last of many that were walked through', async () => {
    for (const id of [7, 8, 9]) {
      beat.look(null);
      beat.look(id);
      await pass(100);
    }
    await pass(400);
    expect(told()).toEqual(['9 looking']);
  });

  it('tells of the next ticket instead of saying goodbye to the one before, and says goodbye where there is none', async () => {
    beat.look(7);
    await pass(600);
    beat.look(null);
    beat.look(8);
    await pass(600);
    beat.look(null);
    await pass(60_000);
    expect(told()).toEqual(['7 looking', '8 looking', '8 gone']);
    expect(timers).toEqual([]);
  });
});

describe('writing', () => {
  it('is told once for thousands of strokes, and sends nothing at a stroke', async () => {
    beat.look(7);
    await pass(600);
    told();
    for (let stroke = 0; stroke < 3_000; stroke += 1) beat.wrote('writing-reply');
    expect([told(), timers]).toEqual([[], [expect.objectContaining({ at: now + 500 })]]);
    await pass(500);
    for (let stroke = 0; stroke < 3_000; stroke += 1) beat.wrote('writing-reply');
    await pass(1_000);
    expect(told()).toEqual(['7 writing-reply']);
  });

  it('is over when it is put away, and some time after the last stroke', async () => {
    beat.look(7);
    beat.wrote('writing-note');
    await pass(500);
    beat.stopped();
    await pass(500);
    beat.wrote('writing-reply');
    await pass(500);
    expect(told()).toEqual(['7 writing-note', '7 looking', '7 writing-reply']);
    await pass(60_000);
    expect(told().at(-1)).toBe('7 looking');
  });

  it('does not follow to the next ticket', async () => {
    beat.look(7);
    beat.wrote('writing-note');
    beat.look(8);
    await pass(500);
    expect(told()).toEqual(['8 looking']);
  });
});

describe('a page out of sight', () => {
  it('says so once, then nothing, until it is seen again', async () => {
    beat.look(7);
    beat.wrote('writing-reply');
    await pass(600);
    told();
    beat.hide(true);
    await pass(600_000);
    expect(told()).toEqual(['7 looking, resting']);
    beat.hide(false);
    await pass(500);
    expect(told()).toEqual(['7 looking']);
  });

  it('that was opened there looks at nothing', async () => {
    beat.hide(true);
    beat.look(7);
    await pass(60_000);
    expect(told()).toEqual([]);
  });

  it('takes back the ticket that it left', async () => {
    beat.look(7);
    await pass(600);
    beat.look(8);
    beat.hide(true);
    await pass(600);
    expect(told()).toEqual(['7 looking', '7 gone']);
  });
});

describe('a page in sight that nobody is at', () => {
  const leaveIt = async (): Promise<void> => {
    beat.look(7);
    await pass(600);
    await pass(300_000);
  };

  it('says so once after five minutes, then nothing, until somebody acts', async () => {
    await leaveIt();
    const words = told();
    expect([words.length, words.at(-2), words.at(-1)]).toEqual([21, '7 looking', '7 looking, resting']);
    await pass(600_000);
    expect([told(), timers]).toEqual([[], []]);
    beat.acted();
    await pass(500);
    expect(told()).toEqual(['7 looking']);
  });

  it('goes on telling while somebody is at it, and a move costs nothing', async () => {
    beat.look(7);
    await pass(600);
    told();
    for (let minute = 0; minute < 20; minute += 1) {
      for (let move = 0; move < 100; move += 1) beat.acted();
      await pass(60_000);
    }
    expect(new Set(told())).toEqual(new Set(['7 looking']));
  });

  it('is not told of twice when it goes out of sight, and is there when it is seen again', async () => {
    await leaveIt();
    told();
    beat.hide(true);
    await pass(60_000);
    expect(told()).toEqual([]);
    beat.hide(false);
    await pass(500);
    expect(told()).toEqual(['7 looking']);
  });

  it('takes back a ticket that it left', async () => {
    await leaveIt();
    told();
    beat.look(null);
    await pass(500);
    expect(told()).toEqual(['7 gone']);
  });
});

describe('a page that goes', () => {
  it('says goodbye at once, once, and begins again when it is shown once more', async () => {
    beat.look(7);
    await pass(600);
    told();
    beat.leave();
    beat.leave();
    await pass(60_000);
    expect([told(), last]).toEqual([[], ['7 gone']]);
    beat.back();
    await pass(500);
    expect(told()).toEqual(['7 looking']);
  });

  it('that told nothing has nothing to take back', () => {
    beat.look(7);
    beat.leave();
    expect([sent, last, timers]).toEqual([[], [], []]);
  });
});

it('what is refused is not tried again for this ticket, and the next one is', async () => {
  refusing = true;
  beat.look(7);
  await pass(60_000);
  beat.wrote('writing-reply');
  await pass(60_000);
  expect(told()).toEqual(['7 looking']);
  refusing = false;
  beat.look(8);
  await pass(600);
  expect(told()).toEqual(['8 looking']);
});
