// What went wrong, in a clerk's words, and what to do next. Pure.
import type { Problem } from '#api';

export type ProblemWords = { title: string; next: string };

const BY_CODE: Record<string, ProblemWords> = {
  'NET.OFFLINE': { title: 'No connection to the rail.', next: 'Check the network. Nothing you wrote is lost.' },
  'NET.LATE': {
    title: 'The rail did not answer in time.',
    next: 'Nothing you wrote is lost. Try again: what has arrived is not done twice.',
  },
  'TICKET.STALE': { title: 'This ticket has moved on.', next: 'Look at what changed, then try again.' },
  'PROBLEM.STALE': {
    title: 'Somebody changed this problem case meanwhile.',
    next: 'It is shown as it is now. Make your change again.',
  },
  'TICKET.CLAIMED_BY_OTHER': { title: 'Somebody else holds this ticket.', next: 'Take the next one, or ask them.' },
  'TICKET.FILE_GONE': { title: 'A file is not here any more.', next: 'Remove it from the pad, and add it again.' },
  'REPLY.FILES_TOO_LARGE': {
    title: 'The files are too large for one mail.',
    next: 'Remove one, or send it with a second reply.',
  },
  'UPLOAD.SENT': {
    title: 'This file was sent already.',
    next: 'Look at the ticket: it stands with its reply or note.',
  },
  'TICKET.NOT_HELD': { title: 'This message was decided on already.', next: 'Look at what a colleague did with it.' },
  'TICKET.HELD_ELSEWHERE': {
    title: 'This message stands elsewhere by now.',
    next: 'Search for its sender: it was sent once more, or replayed from the ledger.',
  },
  'TICKET.ADDRESS_REACHED': {
    title: 'Nothing is known against this address any more.',
    next: 'Write to it: a mail came from there, or a colleague was faster.',
  },
  'AUTH.REQUIRED': { title: 'You are signed out.', next: 'Sign in to go on where you were.' },
  'AUTH.TOO_MANY_TRIES': { title: 'Too many tries.', next: 'Wait a few minutes, then try again.' },
  'CHANNEL.TOO_MANY_TESTS': {
    title: 'You have tested a great many connections.',
    next: 'Wait a while, then test again.',
  },
  'OAUTH.OTHER_ADDRESS': {
    title: 'The console is open at another address than the provider leads back to.',
    next: 'Open it at the public address, sign in there, and press Sign in again.',
  },
  'OUTBOUND.TOO_LATE': { title: 'The reply has left already.', next: 'Write another one to correct it.' },
  'OUTBOUND.UNDER_WAY': { title: 'It is on its way already.', next: 'Wait until it is delivered.' },
  'TICKET.CLAIM_LIMIT': { title: 'You hold as many tickets as you may.', next: 'Finish or release one first.' },
  'TICKET.RAIL_LIMIT': {
    title: 'As many tickets are in hand on this rail as may be.',
    next: 'Finish what is in hand first.',
  },
  'TICKET.KIND_LIMIT': { title: 'Enough tickets of this kind are in hand.', next: 'Finish one of them first.' },
  'TICKET.SAME_REQUESTER': { title: 'It carries this name already.', next: 'Enter another one.' },
  'TICKET.TAGS_INVALID': {
    title: 'These tags cannot be kept.',
    next: 'A ticket has at most 20, each of one to 40 characters.',
  },
  'TICKET.EXPEDITE_BUDGET': {
    title: 'Today’s expedites are used up.',
    next: 'What is always urgent is never urgent: ask your supervisor, or let it hang by its due time.',
  },
  'HANDOFF.STALE': { title: 'This handoff has moved on.', next: 'It is shown as it is now. Look, then try again.' },
  'HANDOFF.CONTRACT_CHANGED': {
    title: 'What the other department asks for has changed.',
    next: 'Look at the differences and take them over.',
  },
  'DEPARTMENT.STALE': {
    title: 'Somebody changed these settings since you opened them.',
    next: 'Look at them as they are now, then change them again.',
  },
  'MEMBER.STALE': {
    title: 'Somebody changed this person since you opened it.',
    next: 'Look at them as they are now, then change them again.',
  },
  'TEMPLATE.CHANGED_MEANWHILE': {
    title: 'Somebody saved this template since you opened it.',
    next: 'Look at it as it is now, then change it again.',
  },
  'MACRO.CHANGED_MEANWHILE': {
    title: 'Somebody saved this macro since you opened it.',
    next: 'Look at it as it is now, then change it again.',
  },
  'RULES.STALE': {
    title: 'Somebody applied other rules since you opened them.',
    next: 'Look at what they changed, then apply yours again.',
  },
  'RULES.INVALID': {
    title: 'These rules cannot be applied.',
    next: 'A rule names something that is not there any more. Look at the version, and make it anew.',
  },
  'PARTNER.STALE': {
    title: 'Somebody changed this partner since you opened it.',
    next: 'Look at it as it is now, then change it again.',
  },
  'MESSAGE.NOT_HELD': {
    title: 'This message is not held any more.',
    next: 'Load the list again: somebody may have replayed it.',
  },
  'MESSAGE.NOT_SUSPECTED': {
    title: 'This message cannot be released.',
    next: 'Load the list again: somebody may have released it, or its rule states a fact.',
  },
  'MESSAGE.SENDER_KNOWN': {
    title: 'This message is not held for an unknown sender.',
    next: 'Read its reason; making a partner would not help it.',
  },
  'MESSAGE.SENDER_UNREADABLE': {
    title: 'Its header does not say who sent it.',
    next: 'Look at its first bytes, and ask the sender for the file again.',
  },
  'IDEMPOTENCY.SHOWN_ONCE': {
    title: 'The secret was made, but its answer was lost on the way.',
    next: 'Make another secret, and use that one.',
  },
  'CHANNEL.PAUSED': { title: 'This channel is paused.', next: 'Resume it first.' },
  'CHANNEL.CATCHES_UP': {
    title: 'A second look is under way already.',
    next: 'Wait until it is done, or call it off.',
  },
  'CHANNEL.SECRET_NEEDED': {
    title: 'The server changed: its password is needed again.',
    next: 'Enter it once more, so that the new server is not shown the old one’s by mistake.',
  },
  'WEBHOOK.SWITCHED_OFF': { title: 'This webhook is paused.', next: 'Switch it on, then send the test.' },
  'WEBHOOK.BEING_SENT': { title: 'It is being sent at this moment.', next: 'Wait for the answer.' },
  'IDEMPOTENCY.IN_PROGRESS': { title: 'This is being done already.', next: 'Wait a moment.' },
  'SERVER.NOT_READY': { title: 'The server is starting.', next: 'Try again in a moment.' },
  'STORE.UNREACHABLE': { title: 'The server cannot reach its database.', next: 'Try again in a moment.' },
  'AUTH.BAD_CREDENTIALS': { title: 'That email and password do not match.', next: 'Check both, then try again.' },
};

/** The server says what exactly; this says what to do about it. */
const NEXT_BY_CODE: Record<string, string> = {
  'MEMBER.LAST_ADMIN': 'Make somebody else an administrator first.',
  'MEMBER.DEACTIVATED': 'Let them in again first.',
  'PARTNER.KEY_TAKEN': 'Choose another key.',
  'PARTNER.IDENTITY_TAKEN': 'Replay what is held of it, or take the identity out there first.',
  'PARTNER.INVALID': 'Correct what is named.',
  'CHANNEL.NO_CANARY': 'Change the channel’s settings first, or send it a message from outside.',
  'CHANNEL.CANNOT_CATCH_UP': 'Ask the sender to send again: what is known opens nothing twice.',
  'TICKET.FIELDS_INVALID': 'Correct the fields that are named.',
  'TICKET.NOT_READY': 'Do that first, or choose an outcome that ends it without work.',
  'TICKET.IS_HANDOFF': 'Accept it, send it back, or complete it.',
  'TICKET.HANDOFF_OPEN': 'Wait for the other department, or cancel the handoff.',
  'TICKET.NO_HANDOFF': 'Hand it off first.',
  'HANDOFF.INCOMPLETE': 'Fill in what is named, then offer it.',
  'HANDOFF.CYCLE': 'Answer the handoff that it came from instead.',
  'HANDOFF.ALREADY_ACCEPTED': 'Nothing is left to do here. Take the next one.',
  'HANDOFF.NOT_ACCEPTED': 'Accept it first.',
  'HANDOFF.RESULT_INCOMPLETE': 'Fill in the result, then complete it.',
  'HANDOFF.WRONG_STATE': 'It is shown as it is now.',
  'HANDOFF.PASSED_ON': 'Wait until that one is over, or cancel it.',
  'HANDOFF.TO_ITSELF': 'Choose another department.',
  'HANDOFF.WRONG_DEPARTMENT': 'Choose another contract.',
  'HANDOFF.UNKNOWN_CONTRACT': 'Load the page again and choose another one.',
  'HANDOFF.UNKNOWN_ATTACHMENT': 'Choose a file of this conversation.',
  'HANDOFF.UNKNOWN_FIELD': 'Load the page again: the form has changed.',
  'HANDOFF.UNKNOWN_REASON': 'Choose a reason of the contract.',
  'HANDOFF.TOO_LARGE': 'Write less, or send it as a file.',
};

const BY_STATUS: Record<number, ProblemWords> = {
  401: { title: 'You are signed out.', next: 'Sign in to go on where you were.' },
  403: { title: 'This is not yours to do.', next: 'Ask your supervisor if you need it.' },
  404: { title: 'It is not here.', next: 'It may be on another rail, or the number is wrong.' },
  409: { title: 'That does not fit with what the ticket is now.', next: 'Look at the ticket again.' },
  412: { title: 'This ticket has moved on.', next: 'Look at what changed, then try again.' },
  422: { title: 'Something in the form is not right.', next: 'Correct it and send again.' },
  429: { title: 'Too many tries.', next: 'Wait a minute, then try again.' },
};

const SERVER: ProblemWords = { title: 'The server could not do that.', next: 'Try again in a moment.' };

/** The server's own `detail` is kept where it says more than the status does. */
export function problemWords(problem: Problem): ProblemWords {
  const known = BY_CODE[problem.code];
  if (known) return known;
  const general = BY_STATUS[problem.status] ?? SERVER;
  const field = problem.errors?.[0]?.detail;
  const next = NEXT_BY_CODE[problem.code];
  const detail = (next ? problem.detail : undefined) ?? field ?? (problem.status < 500 ? problem.detail : undefined);
  return { title: detail ? sentence(detail) : general.title, next: next ?? general.next };
}

const sentence = (text: string): string => {
  const full = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(full) ? full : `${full}.`;
};
