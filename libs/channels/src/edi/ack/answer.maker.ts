// What a partner is answered: 997 or 999 for each group, TA1, CONTRL. Data only; the writer gives it numbers and an envelope. Guarantees: no
// acknowledgement is acknowledged (FA groups, CONTRL, APERAK, TA1); nobody is answered whom we do not know.
import type { TradingPartner } from '#tickets';
import type { Acknowledgement, InterchangeFacts } from '../../contract/interchange.js';
import type { Group, Interchange } from '../envelope/interchange.js';
import type { JudgedSet, Verdict } from '../validate/verdict.js';
import { answerVersion } from './answer.version.js';
import { controlAnswer, interchangeRow } from './control.answer.js';
import { functionalAnswer } from './functional.answer.js';
import { type InterchangeCode, interchangeBody } from './interchange.answer.js';
import { interchangeNote } from './x12.codes.js';

/** An answer goes the other way. */
const direction = ({ sender, receiver }: Pick<Interchange, 'sender' | 'receiver'>, test: boolean) => ({
  ...{ from: receiver, to: sender, test },
});

/** In the order in which they are sent: TA1 first, then groups as they came. */
export function answersOf(
  interchange: Interchange,
  verdict: Verdict,
  partner: TradingPartner | null,
): Acknowledgement[] {
  if (!partner || partner.acknowledge === 'none') return [];
  if (interchange.sender.id === '') return [];
  if (interchange.standard === 'edifact') return controlAnswers(interchange, verdict);
  return [...interchangeAnswers(interchange, verdict), ...groupAnswers(interchange, verdict, partner)];
}

function controlAnswers(interchange: Interchange, verdict: Verdict): Acknowledgement[] {
  const answer = controlAnswer(interchange, verdict);
  if (!answer) return [];
  return [
    {
      ...{ type: 'CONTRL', ref: interchange.controlRef },
      ...direction(interchange, interchange.testFlag),
      version: answerVersion('edifact', interchange.version),
      ...answer,
    },
  ];
}

/** Whether the envelope itself is refused: then there is nothing to say of its groups. */
const isEnvelopeRefused = ({ interchange: { outcome, reason } }: Verdict): boolean =>
  outcome === 'refused' && reason !== 'edi.version-not-agreed';

function interchangeAnswers(interchange: Interchange, verdict: Verdict): Acknowledgement[] {
  const refused = isEnvelopeRefused(verdict);
  // Nothing but TA1 in it: an answer to it would be answered for ever.
  const onlyAnswers = interchange.groups.length === 0 && interchange.interchangeAcks.length > 0;
  if (onlyAnswers || !(refused || interchange.ackRequested)) return [];
  const fault = verdict.interchange.findings.find(({ severity }) => severity === 'error');
  const code: InterchangeCode = refused ? 'R' : 'A';
  const { header, controlRef } = interchange;
  const answered = { controlRef, date: header.value(9), time: header.value(10) };
  return [
    {
      ...{ type: 'TA1', code, ref: controlRef, sets: [] },
      ...direction(interchange, interchange.testFlag),
      version: answerVersion('x12', interchange.version),
      body: interchangeBody(answered, code, refused ? interchangeNote(fault) : '000'),
    },
  ];
}

const isAcknowledgement = ({ functionalId, sets }: Group): boolean =>
  functionalId === 'FA' || (sets.length > 0 && sets.every(({ type }) => type === '997' || type === '999'));

function groupAnswers(interchange: Interchange, verdict: Verdict, partner: TradingPartner): Acknowledgement[] {
  if (isEnvelopeRefused(verdict)) return [];
  const type = partner.acknowledge === '999' ? '999' : '997';
  const byGroup = new Map<Group, JudgedSet[]>();
  for (const one of verdict.sets) {
    const judged = byGroup.get(one.group);
    if (judged) judged.push(one);
    else byGroup.set(one.group, [one]);
  }
  return interchange.groups
    .filter(group => !isAcknowledgement(group))
    .map(group => ({
      ...{ type, ref: group.controlRef ?? '' },
      ...direction(interchange, interchange.testFlag),
      version: answerVersion('x12', interchange.version, type, group.version),
      ...functionalAnswer(type, group, byGroup.get(group) ?? []),
    }));
}

/**
 * The answer to a control number that was used before, with other bytes: TA1 with note 025, CONTRL with action 4 and error 26. Null where nothing is
 * answered to this partner.
 */
export function repetitionAnswer(facts: InterchangeFacts, partner: TradingPartner): Acknowledgement | null {
  if (partner.acknowledge === 'none') return null;
  const { standard, controlRef, test, version = '', date = '', time = '' } = facts;
  const common = { ref: controlRef, sets: [], ...direction(facts, test), version: answerVersion(standard, version) };
  if (standard === 'x12') {
    return { type: 'TA1', code: 'R', ...common, body: interchangeBody({ controlRef, date, time }, 'R', '025') };
  }
  const message = `The reference ${controlRef} was used before.`;
  const fault = { code: 'interchange.duplicate', severity: 'error', message, byte: 0, tag: 'UNB', element: 5 } as const;
  return { type: 'CONTRL', code: '4', ...common, body: [interchangeRow(facts, '4', fault)] };
}
