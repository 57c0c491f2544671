// The first thing every entry runs. Written in syntax that Node 14 can read: it is old versions that it must answer.
const NEEDED = [20, 19];

/** Ends the process with one line and exit code 1 on a Node that is too old. */
export function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  console.error(`Ticket Rail needs Node.js ${NEEDED.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
