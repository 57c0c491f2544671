// Calls of a JSON API. Guarantees: every call ends within its limit; what another try can mend (no answer, 5xx, too many calls) and what our own settings
// are to blame for (401, 403) is thrown; what the other side refuses for a reason of its own is an answer.

const LIMIT_MS = 4_000;

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {any} body  null where there is none
 */

/** Thrown where the same call may succeed later, or after the settings were put right. */
export class Unanswered extends Error {}

/**
 * @param {string} base  without a slash at its end
 * @param {string} token
 */
export function jsonClient(base, token) {
  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<Answer>}
   */
  return async function call(method, path, body, headers = {}) {
    const request = `${method} ${new URL(base).host}${path.split('?')[0]}`;
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
    }).catch(cause => {
      throw new Unanswered(`${request}: no answer`, { cause });
    });
    const { status } = response;
    const text = await response.text().catch(cause => {
      throw new Unanswered(`${request}: the answer broke off`, { cause });
    });
    if (status >= 500 || [401, 403, 408, 429].includes(status)) throw new Unanswered(`${request}: ${status}`);
    return { status, body: parse(text) };
  };
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
