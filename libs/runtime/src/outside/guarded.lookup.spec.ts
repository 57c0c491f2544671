import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { guardedLookup, type Resolved } from './guarded.lookup.js';

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise(resolve => server.close(resolve)));

const LOOPBACK = { address: '127.0.0.1', family: 4 };
/** Connects to a name that resolves as told: whether somebody was reached, or the code of the failure; and how often the name was asked for. */
async function reach(opened: boolean, ...answers: Resolved[][]): Promise<{ end: string; asked: number }> {
  let asked = 0;
  const lookup = guardedLookup(opened, async () => answers[asked++] ?? []);
  const end = await new Promise<string>(resolve => {
    const socket = connect({ host: 'tool.example.com', port, lookup });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once('connect', () => {
      socket.destroy();
      resolve('reached');
    });
  });
  return { end, asked };
}

describe('a connection that leads outside', () => {
  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1', '64:ff9b::a9fe:a9fe', 'fe80::1'])(
    'is refused where the name leads to %s',
    async address => {
      const family = address.includes(':') ? 6 : 4;
      expect(await reach(false, [{ address, family }])).toEqual({ end: 'ADDRESS.REFUSED', asked: 1 });
    },
  );

  it('is refused where one of several addresses leads inside', async () => {
    expect(await reach(false, [{ address: '8.8.8.8', family: 4 }, LOOPBACK])).toMatchObject({ end: 'ADDRESS.REFUSED' });
  });

  it('goes to the address that was judged: a name is asked for once, whatever it would answer next', async () => {
    expect(await reach(true, [LOOPBACK], [{ address: '8.8.8.8', family: 4 }])).toEqual({ end: 'reached', asked: 1 });
  });

  it('of a host that ops have opened reaches the own network, and never the metadata of a cloud', async () => {
    expect((await reach(true, [LOOPBACK])).end).toBe('reached');
    expect((await reach(true, [{ address: '169.254.169.254', family: 4 }])).end).toBe('ADDRESS.REFUSED');
  });

  it('fails as usual where the name is unknown', async () => {
    expect((await reach(false, [])).end).toBe('ENOTFOUND');
  });
});
