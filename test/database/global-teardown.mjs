// Ends what global-setup.mjs began. The second project's call finds nothing left to do.
const STATE = Symbol.for('ticket-rail.test-database');

export default async function tearDown() {
  const begun = globalThis[STATE];
  globalThis[STATE] = undefined;
  await (await begun)?.stop();
}
