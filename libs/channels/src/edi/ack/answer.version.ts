// In which version an answer is written: in the one that the partner wrote in, as far as it has such an answer.
import type { TradeStandard } from '#tickets';

const UNA_LEVELS = /^UNO[A-Y]$/;

/**
 * X12: ISA12 and GS08, `00401/004010`. EDIFACT: syntax, and version of CONTRL, `UNOC:3/D:3`.
 * @param envelope ISA12, or `UNOC:3`
 * @param group GS08
 */
export function answerVersion(
  standard: TradeStandard,
  envelope: string,
  type: '997' | '999' | null = null,
  group = '',
): string {
  if (standard === 'edifact') {
    const [level = '', version = ''] = envelope.split(':');
    const syntax = UNA_LEVELS.test(level) && /^[1-4]$/.test(version) ? `${level}:${version}` : 'UNOC:3';
    return `${syntax}/${syntax.endsWith(':4') ? '4:1' : 'D:3'}`;
  }
  const control = /^\d{5}$/.test(envelope) ? envelope : '00401';
  const own = /^\d{6}/.exec(group)?.[0] ?? `${control.slice(0, 5)}0`.padStart(6, '0');
  // X12.56 begins with 005010.
  if (type === '999') return `${control}/${own >= '005010' ? own : '005010'}`;
  return `${control}/${own}`;
}

export interface AnswerVersion {
  /** ISA12, or the level of the syntax (0001). */
  envelope: string;
  /** Version of the syntax (0002); '' in X12. */
  syntax: string;
  /** GS08, or 0052 and 0054 of CONTRL. */
  message: string[];
}

export function readAnswerVersion(standard: TradeStandard, version: string): AnswerVersion {
  const [envelope = '', message = ''] = version.split('/');
  if (standard === 'x12') return { envelope, syntax: '', message: [message] };
  const [level = '', syntax = ''] = envelope.split(':');
  return { envelope: level, syntax, message: message.split(':') };
}
