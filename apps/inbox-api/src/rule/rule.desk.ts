// Checking, applying and going back to tables of rules. Guarantees: nothing faulty is applied, and a version that names what is gone is not gone back to;
// of two who apply at once the second is told; going back adds a version, so that it can be undone like any other change.
import { Injectable } from '@nestjs/common';
import type { RuleReport } from '#api';
import { type Database, PartnerStore, RuleStore, type RulesSaved, readRouting, type Tx } from '#store';
import { type CheckedRule, checkRules, type RuleHouse, type RuleNames, ruleDifferences } from '#tickets';
import { type FieldFault, notFound, RequestFault } from '../http/request.fault.js';

export interface RuleRoom extends RuleHouse {
  names: RuleNames;
}

@Injectable()
export class RuleDesk {
  constructor(
    readonly store: RuleStore,
    private readonly partners: PartnerStore,
  ) {}

  /** What rules may name now, and how it is called. */
  async room(on: Database | Tx): Promise<RuleRoom> {
    const { departments, kinds } = await readRouting(on);
    const partners = new Map((await this.partners.list(on)).map(one => [one.id, one.name]));
    return {
      kinds,
      departmentIds: new Set(departments.keys()),
      partnerIds: new Set(partners.keys()),
      ruleIds: await this.store.knownIds(on),
      names: {
        department: id => departments.get(id)?.name ?? `department ${id}`,
        partner: id => partners.get(id) ?? `partner ${id}`,
        kind: key => kinds.titleOf(key),
      },
    };
  }

  async report(on: Database | Tx, rules: readonly CheckedRule[]): Promise<RuleReport> {
    const room = await this.room(on);
    const { version, rules: standing } = await this.store.current(on);
    return {
      faults: checkRules(rules, room),
      currentVersion: version,
      differences: ruleDifferences(standing, rules, room.names),
    };
  }

  /** Throws RULES.INVALID with the place of each fault. */
  refuseFaulty(rules: readonly CheckedRule[], room: RuleRoom): void {
    const faults: FieldFault[] = checkRules(rules, room);
    if (faults.length > 0) throw new RequestFault('RULES.INVALID', faults[0]!.detail, { errors: faults });
  }

  /** Returns the version that stands afterwards. Throws RULES.INVALID, RULES.STALE. */
  async apply(
    tx: Tx,
    rules: readonly CheckedRule[],
    by: { basedOn: number; note: string; userId: number | null; restores?: number },
  ): Promise<number> {
    // Before anything is read: what was checked is what is saved.
    await this.store.lock(tx);
    this.refuseFaulty(rules, await this.room(tx));
    return standing(await this.store.save(tx, rules, by));
  }

  /** Throws as apply(), and NOT_FOUND. */
  async rollBack(tx: Tx, version: number, by: { basedOn: number; userId: number | null }): Promise<number> {
    const earlier = await this.store.at(tx, version);
    if (!earlier) throw notFound();
    return this.apply(tx, earlier.rules, { ...by, note: '', restores: version });
  }
}

function standing(outcome: RulesSaved): number {
  if (outcome.outcome !== 'changed-meanwhile') return outcome.version;
  throw new RequestFault(
    'RULES.STALE',
    `Somebody applied version ${outcome.currentVersion} since you opened the rules. Look at what changed, then apply again.`,
    { currentVersion: outcome.currentVersion },
  );
}
