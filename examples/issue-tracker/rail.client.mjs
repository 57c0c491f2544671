// Ticket Rail as the mirror needs it. Each change names the version that it was decided on, and has a key of its own, so that it is done once.
import { jsonClient, Unanswered } from './json.client.mjs';

/**
 * @typedef {object} Handoff  what the mirror reads of it; GET /api/v1/handoffs/:id has more
 * @property {number} id
 * @property {number} version
 * @property {'draft' | 'offered' | 'accepted' | 'returned' | 'completed' | 'cancelled'} state
 * @property {string} contract
 * @property {string} title
 * @property {number | null} ticketId  on our own rail
 * @property {{ name: string }} from
 * @property {{ dueAt: string } | null} leg
 * @property {string[]} acceptanceCriteria
 * @property {Schema} schema
 * @property {Schema} resultSchema
 * @property {{ key: string, title: string }[]} attachmentRules
 * @property {{ code: string, title: string }[]} returnReasons
 * @property {Record<string, unknown>} fields
 * @property {string} note
 * @property {{ filename: string }[]} attachments
 * @property {{ title: string, note: string, faults: { pointer: string, detail: string }[] } | null} returned
 * @property {Record<string, unknown> | null} result
 * @property {string} resultNote
 * @property {string | null} cancelReason
 */
/**
 * @typedef {object} Schema  JSON Schema of an object
 * @property {Record<string, Property>} [properties]
 * @property {string[]} [required]
 */
/** @typedef {{ type?: string, title?: string, enum?: unknown[], 'x-enumTitles'?: string[], 'x-unit'?: string }} Property */
/** @typedef {{ version: number, checklistItems: { key: string, title: string, done: object | null }[] }} Ticket */
/** @typedef {{ code: string, detail?: string, errors?: { pointer: string, detail: string }[] }} Problem  RFC 9457 */
/** @typedef {{ outcome: 'done', handoff: Handoff } | { outcome: 'stale' } | { outcome: 'refused', problem: Problem }} Step */

/** @param {string} url @param {string} key */
export function railClient(url, key) {
  const call = jsonClient(`${url}/api/v1`, key);
  return {
    /**
     * Null where it is not there, or not ours.
     * @param {number} id
     * @returns {Promise<Handoff | null>}
     */
    async handoff(id) {
      const { status, body } = await call('GET', `/handoffs/${id}`);
      return status === 200 ? body : null;
    },

    /**
     * @param {Handoff} handoff  as it was read
     * @param {'accept' | 'return' | 'complete'} step
     * @param {object} body
     * @param {string} intent  the same for the same wish
     * @returns {Promise<Step>}
     */
    async step(handoff, step, body, intent) {
      const headers = versioned(handoff.version, intent);
      const answer = await call('POST', `/handoffs/${handoff.id}/${step}`, body, headers);
      if (answer.status === 200) return { outcome: 'done', handoff: answer.body };
      return answer.status === 412 ? { outcome: 'stale' } : { outcome: 'refused', problem: problemOf(answer.body) };
    },

    /**
     * @param {number} id
     * @returns {Promise<Ticket>}
     */
    async ticket(id) {
      const { status, body } = await call('GET', `/tickets/${id}`);
      if (status !== 200) throw new Unanswered(`ticket ${id}: ${status}`);
      return body;
    },

    /**
     * Ticks an item of the checklist.
     * @param {number} ticketId
     * @param {number} version
     * @param {string} item
     * @param {string} intent
     */
    async tick(ticketId, version, item, intent) {
      await call('POST', `/tickets/${ticketId}/tick`, { item, done: true }, versioned(version, intent));
    },
  };
}
/** @typedef {ReturnType<typeof railClient>} RailClient */

/** @param {number} version @param {string} intent */
const versioned = (version, intent) => ({ 'if-match': `"v${version}"`, 'idempotency-key': `${intent}-v${version}` });

/** @param {any} body @returns {Problem} */
const problemOf = body => (typeof body?.code === 'string' ? body : { code: 'UNKNOWN', detail: 'It was refused' });
