// The health of channels in words. Pure.
import type { CanaryRun, CatchUp, ChannelFault, ChannelHealthView } from '#api';

export type Tone = 'good' | 'wrong' | 'soon' | 'calm';

export function stateWords({ state, fault, problem }: ChannelHealthView): { words: string; tone: Tone } {
  if (state === 'paused') return { words: 'Paused', tone: 'calm' };
  if (fault || state === 'failing') return { words: 'Fails', tone: 'wrong' };
  if (state === 'starting') return { words: 'Starting', tone: 'soon' };
  if (state === 'standby') return { words: 'Stands by', tone: 'calm' };
  return problem ? { words: 'Works, with a warning', tone: 'soon' } : { words: 'Works', tone: 'good' };
}

export function runWords({ arrivedAt, begunAt, problem, handedAt }: CanaryRun): string {
  if (arrivedAt) {
    const seconds = Math.max(1, Math.round((Date.parse(arrivedAt) - Date.parse(begunAt)) / 1000));
    return `Came through in ${seconds} s`;
  }
  if (problem) return problem;
  return handedAt ? 'Sent, and not back yet' : 'Being sent';
}

export function catchUpWords({ state, found, looked, taken, problem }: CatchUp): string {
  const news = `${taken} new`;
  if (state === 'queued') return 'Waits for whoever watches the mailbox';
  if (state === 'running') return `${looked} of ${found} looked at, ${news}`;
  if (state === 'done') return `Done: ${looked} looked at, ${news}`;
  if (state === 'cancelled') return `Called off after ${looked} of ${found}, ${news}`;
  return problem ?? 'Failed';
}

export function faultWords({ problem, openedAt, closedAt }: ChannelFault): string {
  if (!closedAt) return `${problem} · lasts`;
  const minutes = Math.max(1, Math.ceil((Date.parse(closedAt) - Date.parse(openedAt)) / 60_000));
  return `${problem} · over after ${minutes} min`;
}
