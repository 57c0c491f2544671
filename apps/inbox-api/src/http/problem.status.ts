// The only list of HTTP statuses in the house: from a stable code to a status (RFC 9110). The exact code first, then its area.

const BY_CODE: Record<string, number> = {
  'REQUEST.INVALID': 422,
  'REQUEST.UNREADABLE': 400,
  'REQUEST.NOT_JSON': 415,
  'REQUEST.TOO_LARGE': 413,
  'AUTH.REQUIRED': 401,
  'AUTH.BAD_CREDENTIALS': 401,
  'AUTH.LINK_USED': 401,
  'AUTH.TOO_MANY_TRIES': 429,
  'AUTH.FORBIDDEN': 403,
  'AUTH.CROSS_SITE': 403,
  'AUTH.PERSON_NEEDED': 403,
  'PASSWORD.WRONG': 422,
  'ROUTE.CLOSED': 403,
  NOT_FOUND: 404,
  'TICKET.STALE': 412,
  'PROBLEM.STALE': 412,
  'TICKET.VERSION_NEEDED': 428,
  'TICKET.NOT_A_WORKER': 422,
  'TICKET.UNKNOWN_OUTCOME': 422,
  'TICKET.UNKNOWN_DEPARTMENT': 422,
  'TICKET.SURVIVOR_UNKNOWN': 422,
  'TICKET.MERGE_INTO_ITSELF': 422,
  'TICKET.WAKE_TIME_MISSING': 422,
  'TICKET.WAKE_TIME_PAST': 422,
  'TICKET.FIELDS_INVALID': 422,
  'TICKET.UNKNOWN_ENTRY': 404,
  'TICKET.NOT_READY': 422,
  'TICKET.UNKNOWN_ITEM': 422,
  'TICKET.FOLLOW_UP_PAST': 422,
  'HANDOFF.STALE': 412,
  'HANDOFF.INCOMPLETE': 422,
  'HANDOFF.RESULT_INCOMPLETE': 422,
  'HANDOFF.UNKNOWN_CONTRACT': 422,
  'HANDOFF.WRONG_DEPARTMENT': 422,
  'HANDOFF.TO_ITSELF': 422,
  'HANDOFF.UNKNOWN_REASON': 422,
  'HANDOFF.UNKNOWN_FIELD': 422,
  'HANDOFF.UNKNOWN_ATTACHMENT': 422,
  'HANDOFF.TOO_LARGE': 422,
  'KIND.CHANGED_MEANWHILE': 409,
  'CONTRACT.CHANGED_MEANWHILE': 409,
  'TEMPLATE.CHANGED_MEANWHILE': 409,
  'MACRO.CHANGED_MEANWHILE': 409,
  'DEPARTMENT.STALE': 412,
  'PARTNER.STALE': 412,
  'RULES.STALE': 412,
  'PARTNER.INVALID': 422,
  'DOCUMENT.INVALID': 422,
  'DOCUMENT.NUMBER_USED': 409,
  'IDEMPOTENCY.OTHER_REQUEST': 422,
  'IDEMPOTENCY.IN_PROGRESS': 409,
  'IDEMPOTENCY.SHOWN_ONCE': 409,
  'WEBHOOK.SWITCHED_OFF': 409,
  'WEBHOOK.BEING_SENT': 409,
  'CURSOR.INVALID': 422,
  'CHANNEL.TOO_MANY_TESTS': 429,
  'LIVE.TOO_MANY': 429,
  'OAUTH.OTHER_ADDRESS': 409,
  'SERVER.NOT_READY': 503,
  'STORE.UNREACHABLE': 503,
  'STORE.CONTENTION': 503,
  'STORE.NO_SPACE': 503,
  'STORE.DUPLICATE': 409,
};

/** A ticket that cannot take the action is a conflict with its state; values that cannot be used are unprocessable. */
const BY_AREA: Record<string, number> = {
  TICKET: 409,
  HANDOFF: 409,
  RAIL: 409,
  OUTBOUND: 409,
  MESSAGE: 409,
  PARTNER: 409,
  REPLY: 422,
  CHANNEL: 422,
  KIND: 422,
  CONTRACT: 422,
  TEMPLATE: 422,
  MACRO: 422,
  WEBHOOK: 422,
  RULES: 422,
  OAUTH: 422,
  SECRET: 500,
};

export function statusOf(code: string): number {
  return BY_CODE[code] ?? BY_AREA[code.split('.')[0] ?? ''] ?? 500;
}

/** A status that the framework chose (a path that is not there, a body that is no JSON) as one of our codes. */
export function codeOfStatus(status: number): string {
  const known: Record<number, string> = {
    400: 'REQUEST.UNREADABLE',
    404: 'NOT_FOUND',
    413: 'REQUEST.TOO_LARGE',
    414: 'REQUEST.UNREADABLE',
    415: 'REQUEST.NOT_JSON',
  };
  return known[status] ?? (status < 500 ? 'REQUEST.UNREADABLE' : 'SERVER.FAULT');
}

const TITLES: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'It does not fit with what is there now',
  412: 'It has moved on',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Something in it cannot be used',
  428: 'The version is missing',
  429: 'Too many',
  503: 'Not available at the moment',
};

export const titleOf = (status: number): string => TITLES[status] ?? 'The server could not do that';
