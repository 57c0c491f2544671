// CONTRL, syntax and service report: UCI for the interchange, UCM for every message, UCS and UCD for what is wrong in a rejected one (ISO 9735-4, CONTRL D.3).
// UCI repeats sender and recipient as they were; only the outer UNB is turned round.
import type { Acknowledgement, InterchangeFacts } from '../../contract/interchange.js';
import type { Finding } from '../envelope/finding.js';
import type { Interchange } from '../envelope/interchange.js';
import type { SetVerdict, Verdict } from '../validate/verdict.js';
import { DUPLICATE, SYNTAX_ERROR, UNSPECIFIED } from './finding.codes.js';

type Body = Acknowledgement['body'];
const REJECTED = '4';
const ACKNOWLEDGED = '7';
const MOST_SEGMENTS = 100;

export function contrl(interchange: Interchange, verdict: Verdict): Acknowledgement {
  const { header, controlRef } = interchange;
  const { outcome, reason, findings } = verdict.interchange;
  const refused = outcome === 'refused';
  const broken = findings.find(finding => finding.severity === 'error');
  const cause = reason === 'edi.envelope-invalid' ? broken?.code : reason;
  const party = (element: number) => [1, 2, 3].map(component => header.value(element, component));
  return envelopeOf(
    {
      ...interchange,
      test: interchange.testFlag,
    },
    refused ? REJECTED : ACKNOWLEDGED,
    verdict.sets,
    [
      [
        'UCI',
        controlRef,
        party(2),
        party(3),
        refused ? REJECTED : ACKNOWLEDGED,
        ...(refused ? [(cause && SYNTAX_ERROR[cause]) ?? UNSPECIFIED] : []),
      ],
      ...verdict.sets.flatMap(messageAnswer),
    ],
  );
}

/** The number came before with other bytes. */
export const contrlOfFacts = (facts: InterchangeFacts): Acknowledgement =>
  envelopeOf(
    facts,
    REJECTED,
    [],
    [
      [
        'UCI',
        facts.controlRef,
        [facts.sender.id, facts.sender.qualifier],
        [facts.receiver.id, facts.receiver.qualifier],
        REJECTED,
        DUPLICATE,
      ],
    ],
  );

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

function messageAnswer({ set, outcome, findings }: SetVerdict): Body {
  const header = set.segments[0]!;
  const identifier = withoutEmptyEnd([1, 2, 3, 4, 5].map(component => header.value(2, component)));
  if (outcome !== 'rejected') return [['UCM', set.controlRef, identifier, ACKNOWLEDGED]];
  const errors = findings.filter(finding => finding.severity === 'error');
  const whole = errors.find(error => error.segment === undefined || /^(set|group)\./.test(error.code));
  // Characters that the declared set lacks are a fault of the element in which they stand.
  const inside = errors.filter(
    ({ code, segment }) =>
      segment !== undefined && (code === 'interchange.characters' || !/^(set|group|interchange)\./.test(code)),
  );
  return [
    ['UCM', set.controlRef, identifier, REJECTED, ...(whole ? [codeOf(whole)] : [])],
    ...inside.slice(0, MOST_SEGMENTS).flatMap(segmentAnswer),
  ];
}

/** UCS counts segments with UNH as 1; UCD counts elements with the tag as 1. */
function segmentAnswer(error: Finding): Body {
  const position = String(error.segment ?? 1);
  if (error.element === undefined) return [['UCS', position, codeOf(error)]];
  const place = [String(error.element + 1), ...(error.component ? [String(error.component)] : [])];
  return [
    ['UCS', position],
    ['UCD', codeOf(error), place],
  ];
}

const codeOf = ({ code }: Finding): string => SYNTAX_ERROR[code] ?? UNSPECIFIED;

function withoutEmptyEnd(values: string[]): string[] {
  let end = values.length;
  while (end > 1 && values[end - 1] === '') end -= 1;
  return values.slice(0, end);
}
