// CONTRL, syntax and service report: UCI for the interchange, UCF for a group, UCM for every message, UCS and UCD for what is wrong in a rejected one
// (ISO 9735-4, CONTRL D.3). UCI repeats sender and recipient as they were; only the outer UNB is turned round.
import type { Acknowledgement, InterchangeFacts } from '../../contract/interchange.js';
import { EDIFACT_ANSWERS } from '../envelope/acknowledging.sets.js';
import type { Finding } from '../envelope/finding.js';
import type { Group, Interchange } from '../envelope/interchange.js';
import type { Segment } from '../syntax/segment/segment.js';
import type { SetVerdict, Verdict } from '../validate/verdict.js';
import { DUPLICATE, SYNTAX_ERROR, UNSPECIFIED } from './finding.codes.js';
import { segmentAnswers } from './segment.answer.js';

type Body = Acknowledgement['body'];
const REJECTED = '4';
const ACKNOWLEDGED = '7';

export function contrl(interchange: Interchange, verdict: Verdict): Acknowledgement {
  const { header, controlRef, groups } = interchange;
  const { outcome, reason, findings } = verdict.interchange;
  const refused = outcome === 'refused';
  const broken = findings.find(finding => finding.severity === 'error');
  const cause = reason === 'edi.envelope-invalid' ? broken?.code : reason;
  // Answers are never answered.
  const sets = verdict.sets.filter(({ set }) => !EDIFACT_ANSWERS.has(set.type));
  const action = refused ? REJECTED : ACKNOWLEDGED;
  const error = refused ? [(cause && SYNTAX_ERROR[cause]) ?? UNSPECIFIED] : [];
  return envelopeOf({ ...interchange, test: interchange.testFlag }, action, sets, [
    ['UCI', within(controlRef, 14), partyOf(header, 2), partyOf(header, 3), action, ...error],
    ...groups.flatMap(group => groupAnswer(group, sets)),
  ]);
}

/** The number came before with other bytes. */
export const contrlOfFacts = (facts: InterchangeFacts): Acknowledgement => {
  const [sender, receiver] = [facts.sender, facts.receiver].map(({ id, qualifier }) =>
    withoutEmptyEnd([id, qualifier]),
  );
  return envelopeOf(
    facts,
    REJECTED,
    [],
    [['UCI', within(facts.controlRef, 14), sender!, receiver!, REJECTED, DUPLICATE]],
  );
};

function envelopeOf(
  about: Pick<InterchangeFacts, 'sender' | 'receiver' | 'controlRef' | 'test' | 'version'>,
  code: string,
  verdicts: readonly SetVerdict[],
  body: Body,
): Acknowledgement {
  const { sender, receiver, controlRef, test, version } = about;
  return {
    type: 'CONTRL',
    code,
    ref: controlRef,
    sets: verdicts.map(({ set, outcome }) => ({
      ref: set.controlRef,
      code: outcome === 'rejected' ? REJECTED : ACKNOWLEDGED,
    })),
    from: receiver,
    to: sender,
    test,
    version: `${version} ${/:4$/.test(version) ? '4:1:UN' : 'D:3:UN'}`,
    application: null,
    body,
  };
}

/** The messages of a group; those of UNG and UNE stand below a UCF. */
function groupAnswer(group: Group, verdicts: readonly SetVerdict[]): Body {
  const own = verdicts.filter(one => one.group === group);
  const messages = own.flatMap(messageAnswer);
  if (!group.header || own.length === 0) return messages;
  const error = group.findings.find(({ severity }) => severity === 'error');
  const parties = [2, 3].map(element => partyOf(group.header!, element, 2));
  const action = error ? [REJECTED, codeOf(error)] : [ACKNOWLEDGED];
  return [['UCF', within(group.controlRef ?? '', 14), ...parties, ...action], ...messages];
}

function messageAnswer({ set, outcome, findings }: SetVerdict): Body {
  const header = set.segments[0]!;
  const identifier = IDENTIFIER.map((length, index) =>
    header
      .value(2, index + 1)
      .trim()
      .slice(0, length),
  );
  identifier[0] ||= '0';
  const message = ['UCM', within(set.controlRef, 14), withoutEmptyEnd(identifier)];
  if (outcome !== 'rejected') return [[...message, ACKNOWLEDGED]];
  const errors = findings.filter(finding => finding.severity === 'error');
  const inside = errors.filter(isInside);
  // A message that is rejected for its segments has no error of its own: they have it.
  const whole = errors.find(error => !isInside(error));
  return [[...message, REJECTED, ...(whole ? [codeOf(whole)] : [])], ...segmentAnswers(inside)];
}

/** Lengths of S009: 0065, 0052, 0054, 0051, 0057. */
const IDENTIFIER = [6, 3, 3, 3, 6];

const isInside = ({ code, segment }: Finding): boolean => segment !== undefined && !/^(set|group)\./.test(code);
const codeOf = ({ code }: Finding): string => SYNTAX_ERROR[code] ?? UNSPECIFIED;

const partyOf = (segment: Segment, element: number, components = 3): string[] => {
  const values = Array.from({ length: components }, (_, index) => segment.value(element, index + 1).trim());
  return withoutEmptyEnd(values);
};

/** A reference must stand and has a longest length; what came may have been empty or longer. */
const within = (value: string, length: number): string => value.trim().slice(0, length) || '0';

function withoutEmptyEnd(values: string[]): string[] {
  let end = values.length;
  while (end > 1 && values[end - 1] === '') end -= 1;
  return values.slice(0, end);
}
