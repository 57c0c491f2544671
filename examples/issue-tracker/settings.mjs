// What the mirror is told by its environment. Guarantee: a missing or wrong value ends the start with one line that names it.

/**
 * @typedef {object} Settings
 * @property {string} railUrl  where Ticket Rail is, without a slash at its end
 * @property {string} railKey  API key of the receiving department, role agent
 * @property {string[]} secrets  of the webhook; two while it is changed over
 * @property {string} trackerUrl  the address in front of /issues, without a slash at its end
 * @property {string} trackerToken
 * @property {string[]} contracts  keys of the handoff contracts that are mirrored
 * @property {string} host
 * @property {number} port
 * @property {number} pollSeconds
 * @property {string} stateFile
 */

/**
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 */
export function readSettings(env) {
  /** @param {string} name */
  const need = name => {
    const value = env[name]?.trim();
    if (!value) throw new Error(`${name} must be set: see README.md`);
    return value;
  };
  /** @param {string} name */
  const address = name => {
    const value = need(name);
    if (!URL.canParse(value)) throw new Error(`${name} must be a URL`);
    return value.replace(/\/+$/, '');
  };
  /** @param {string} name @param {number} usual @param {number} least */
  const count = (name, usual, least) => {
    const value = Number(env[name]?.trim() || usual);
    if (!(value >= least)) throw new Error(`${name} must be a number from ${least} on`);
    return value;
  };
  const secrets = need('WEBHOOK_SECRETS').split(/[\s,]+/);
  if (!secrets.every(secret => /^whsec_[A-Za-z0-9+/]+=*$/.test(secret)))
    throw new Error('WEBHOOK_SECRETS must be whsec_…, two separated by a comma while they are changed over');
  return {
    railUrl: address('RAIL_URL'),
    railKey: need('RAIL_KEY'),
    secrets,
    trackerUrl: address('TRACKER_URL'),
    trackerToken: need('TRACKER_TOKEN'),
    contracts: (env.CONTRACTS?.trim() || 'design-request').split(/[\s,]+/),
    host: env.HOST?.trim() || '127.0.0.1',
    port: count('PORT', 4000, 0),
    pollSeconds: count('POLL_SECONDS', 20, 0.1),
    stateFile: env.STATE_FILE?.trim() || 'mirror-state.json',
  };
}
