// Saving a trading partner. Guarantees: what cannot be agreed is refused at its place before anything is written; an identity or a key that another partner
// has is refused with that partner's name.
import { Injectable } from '@nestjs/common';
import type { SavePartner as SavePartnerBody } from '#api';
import { type PartnerChanged, type PartnerRefusal, PartnerStore, type Tx } from '#store';
import { identityKey, partnerFaults } from '#tickets';
import { notFound, RequestFault } from '../http/request.fault.js';

@Injectable()
export class SavePartner {
  constructor(private readonly partners: PartnerStore) {}

  /** Returns the new partner's id. */
  async create(tx: Tx, values: SavePartnerBody): Promise<number> {
    refuseFaults(values);
    return savedId(await this.partners.create(tx, values), values);
  }

  /** Throws PARTNER.STALE, with the version that now stands, where another saved since `version`. */
  async change(tx: Tx, id: number, version: number, values: SavePartnerBody): Promise<number> {
    refuseFaults(values);
    return savedId(await this.partners.change(tx, id, version, values), values);
  }
}

export function refuseFaults(values: Parameters<typeof partnerFaults>[0]): void {
  const errors = partnerFaults(values);
  if (errors.length > 0) throw new RequestFault('PARTNER.INVALID', errors[0]!.detail, { errors });
}

function savedId(outcome: PartnerChanged, values: SavePartnerBody): number {
  switch (outcome.outcome) {
    case 'saved':
      return outcome.id;
    case 'unknown':
      throw notFound();
    case 'changed-meanwhile':
      throw new RequestFault('PARTNER.STALE', 'Somebody changed this partner since you opened it', {
        currentVersion: outcome.currentVersion,
      });
    default:
      throw refusal(outcome, values);
  }
}

/** Says whose it is, at the place where it was asked for. */
export function refusal(refused: PartnerRefusal, values?: SavePartnerBody): RequestFault {
  if (refused.outcome === 'key-taken') {
    const detail = `${refused.name} has this key already`;
    return new RequestFault('PARTNER.KEY_TAKEN', detail, { errors: [{ pointer: '/key', detail }] });
  }
  const { identity, name } = refused;
  const detail = `${[identity.qualifier, identity.id].filter(Boolean).join(' ')} is ${name} already`;
  const place = values?.identities.findIndex(
    one => identityKey(values.standard, one) === identityKey(values.standard, identity),
  );
  const errors = place === undefined || place < 0 ? undefined : [{ pointer: `/identities/${place}/id`, detail }];
  return new RequestFault('PARTNER.IDENTITY_TAKEN', detail, { errors });
}
