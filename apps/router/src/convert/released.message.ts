// A message that a person released: held or left out at first, it is on its way to the rail, and says so there. Pure.
import type { Conversion } from '#channels/contract';
import type { PendingMessage } from '#store';
import { type House, withoutSuppression } from '#tickets';
import { orByHand } from './by-hand.draft.js';

/** As the ledger keeps it with the message (`transport.released`). */
export interface Release {
  /** What held it, or left it out. */
  rule: string;
  by: string;
  reason: string;
  /** It was held: what no converter can read becomes a ticket with its bytes. */
  byHand?: boolean;
}

/** The house that decides it. */
export const houseFor = (message: PendingMessage, house: House): House =>
  releaseOf(message) ? withoutSuppression(house) : house;

/** The conversion, with what was decided of it by hand. */
export function asReleased(conversion: Conversion, message: PendingMessage): Conversion {
  const release = releaseOf(message);
  if (!release) return conversion;
  if (release.byHand) return orByHand(conversion, message, release);
  const { rule, by, reason } = release;
  const words = `left out by the rule ${rule} at first, and released by ${by}: ${reason}`;
  return {
    ...conversion,
    drafts: conversion.drafts.map(draft => ({ ...draft, warnings: [...draft.warnings, words] })),
  };
}

function releaseOf({ transport }: PendingMessage): Release | null {
  return (transport.released as Release | undefined) ?? null;
}
