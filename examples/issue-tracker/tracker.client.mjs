// The issue tracker, as GitHub, Gitea and others have it in common: issues with labels and comments below one address.
import { jsonClient, Unanswered } from './json.client.mjs';

/**
 * @typedef {object} Issue
 * @property {number} number
 * @property {string} title
 * @property {string | null} body
 * @property {'open' | 'closed'} state
 * @property {{ name: string }[]} labels
 * @property {string} updated_at  ISO 8601
 */
/** @typedef {{ id: number, body: string }} Comment */
/** @typedef {{ title: string, body: string, labels: string[], state?: 'open' | 'closed' }} IssueValues */

const PAGE = 100;

/** @param {string} url @param {string} token */
export function trackerClient(url, token) {
  const call = jsonClient(url, token);
  /** @param {string} path @param {Record<string, string>} query @returns {Promise<any[]>} */
  const all = async (path, query) => {
    /** @type {any[]} */
    const found = [];
    for (let page = 1; ; page += 1) {
      const search = new URLSearchParams({ ...query, per_page: String(PAGE), page: String(page) });
      const items = good(await call('GET', `${path}?${search}`), 200);
      found.push(...items);
      if (items.length < PAGE) return found;
    }
  };
  return {
    /** @param {string[]} labels  all of them @returns {Promise<Issue[]>} */
    withLabels: labels => all('/issues', { labels: labels.join(','), state: 'all' }),
    /** Changed since then or commented on, what changed first first. @param {string[]} labels @param {string | null} since @returns {Promise<Issue[]>} */
    changedSince: (labels, since) =>
      all('/issues', {
        labels: labels.join(','),
        state: 'all',
        sort: 'updated',
        direction: 'asc',
        ...(since === null ? {} : { since }),
      }),
    /** @param {IssueValues} values @returns {Promise<Issue>} */
    create: async values => good(await call('POST', '/issues', values), 201),
    /** @param {number} number @param {IssueValues} values @returns {Promise<Issue>} */
    change: async (number, values) => good(await call('PATCH', `/issues/${number}`, values), 200),
    /** Oldest first. @param {number} number @returns {Promise<Comment[]>} */
    comments: number => all(`/issues/${number}/comments`, {}),
    /** @param {number} number @param {string} body @returns {Promise<Comment>} */
    comment: async (number, body) => good(await call('POST', `/issues/${number}/comments`, { body }), 201),
  };
}
/** @typedef {ReturnType<typeof trackerClient>} TrackerClient */

/** @param {import('./json.client.mjs').Answer} answer @param {number} expected */
function good({ status, body }, expected) {
  if (status !== expected) throw new Unanswered(`the tracker answered ${status} where ${expected} was expected`);
  return body;
}
