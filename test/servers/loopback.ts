/** Opened for what runs under test: every server that a test starts is on this machine. */
export const LOOPBACK = [
  { host: '127.0.0.1', port: null },
  { host: 'localhost', port: null },
];
