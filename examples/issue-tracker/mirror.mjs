// Mirrors handoffs of Ticket Rail into an issue tracker and back: node mirror.mjs, with the settings of README.md in its environment.

import { handoffOf, MIRRORED } from './issue.page.mjs';
import { railClient } from './rail.client.mjs';
import { openState } from './seen.file.mjs';
import { readSettings } from './settings.mjs';
import { answerCommands } from './to.rail.mjs';
import { showInTracker } from './to.tracker.mjs';
import { trackerClient } from './tracker.client.mjs';
import { webhookServer } from './webhook.server.mjs';

/** @param {string} text */
const log = text => console.log(`${new Date().toISOString()} ${text}`);

function start() {
  const settings = readSettings(process.env);
  const state = openState(settings.stateFile);
  const sides = {
    rail: railClient(settings.railUrl, settings.railKey),
    tracker: trackerClient(settings.trackerUrl, settings.trackerToken),
  };

  /** What an event of the receiving side changes is shown. Others are none of our business, and are taken all the same. @param {any} event */
  async function handle({ type, data }) {
    const facts = data?.handoff;
    if (!/^org\.ticketrail\.handoff\.\w+\.v1$/.test(type) || data.side !== 'receiver' || !facts) return;
    if (!settings.contracts.includes(facts.contract)) return;
    const end = await showInTracker(sides, facts.id, facts.version);
    if (end === 'created' || end === 'changed') log(`handoff ${facts.id}: the issue is ${end}`);
  }

  /** Since when the last look found changes; what failed is looked at again. */
  async function look() {
    for (const issue of await sides.tracker.changedSince([MIRRORED], state.since())) {
      const count = await answerCommands(sides, issue);
      if (count > 0) log(`handoff ${handoffOf(issue)}: ${count} commands were answered`);
      state.lookedUpTo(issue.updated_at);
    }
  }

  let stopping = false;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {Promise<void>} */
  let looking = Promise.resolve();
  const plan = () => {
    if (stopping) return;
    timer = setTimeout(() => {
      looking = look()
        .catch(error => log(`The tracker was not looked through: ${error.message}`))
        .finally(plan);
    }, settings.pollSeconds * 1000);
  };

  const server = webhookServer({ secrets: settings.secrets, state, handle, log });
  server.once('error', error => fail(error));
  server.listen(settings.port, settings.host, () => {
    const address = /** @type {import('node:net').AddressInfo} */ (server.address());
    log(`ready: webhooks at http://${settings.host}:${address.port}/hook, contracts ${settings.contracts.join(', ')}`);
    plan();
  });

  for (const signal of ['SIGTERM', 'SIGINT'])
    process.once(signal, () => {
      stopping = true;
      clearTimeout(timer);
      server.close();
      server.closeIdleConnections();
      void looking;
    });
}

/** @param {unknown} error */
function fail(error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

try {
  start();
} catch (error) {
  fail(error);
}
