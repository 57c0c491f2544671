import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { armFailpoints, failpoint, parseFailpoints } from './failpoints.js';

afterEach(() => {
  armFailpoints([]);
  jest.restoreAllMocks();
});

describe('a failpoint', () => {
  it('lets everything pass when none is armed', async () => {
    await expect(failpoint('raw.pre_commit')).resolves.toBeUndefined();
  });

  it('throws at the pass that was named, and only then', async () => {
    armFailpoints(parseFailpoints('raw.pre_commit:throw:2'));
    await failpoint('raw.pre_commit');
    await expect(failpoint('raw.pre_commit')).rejects.toMatchObject({ code: 'FAILPOINT.THROWN', retryable: true });
    await failpoint('raw.pre_commit');
    await failpoint('conv.claimed');
  });

  it('can act at several passes of one place', async () => {
    armFailpoints(parseFailpoints('ob.marked:throw:1, ob.marked:throw:3'));
    await expect(failpoint('ob.marked')).rejects.toThrow();
    await failpoint('ob.marked');
    await expect(failpoint('ob.marked')).rejects.toThrow();
  });

  it('kills this process and no other, and runs nothing afterwards', async () => {
    const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
    armFailpoints(parseFailpoints('smtp.done:kill'));
    const after = jest.fn();
    void failpoint('smtp.done').then(after);
    await new Promise(resolve => setImmediate(resolve));
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
    expect(after).not.toHaveBeenCalled();
  });

  it('stops this process and goes on when it is continued', async () => {
    const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
    armFailpoints(parseFailpoints('imap.fetched:stop'));
    await failpoint('imap.fetched');
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGSTOP');
  });

  it('hangs for good', async () => {
    armFailpoints(parseFailpoints('conv.parsed:hang'));
    const after = jest.fn();
    void failpoint('conv.parsed').then(after, after);
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(after).not.toHaveBeenCalled();
  });

  it.each([
    'raw.precommit:kill',
    'raw.pre_commit',
    'raw.pre_commit:kill:0',
    'raw.pre_commit:kill:1:2',
    'raw.pre_commit:kill:x',
  ])('is refused when written as %s', text => {
    expect(() => parseFailpoints(text)).toThrow(expect.objectContaining({ code: 'FAILPOINT.INVALID' }));
  });
});
