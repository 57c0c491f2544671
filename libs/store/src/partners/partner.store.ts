// Trading partners. Guarantees: an identity belongs to one partner at most, and who would take another's is told whose it is; of two who save at once
// the second is told; control numbers of our interchanges are given under the partner's row lock, so they rise without gaps and none is given twice.
import {
  identityKey,
  type PartnerAgreement,
  type TradeIdentity,
  type TradeStandard,
  type TradingPartner,
  usualAgreement,
} from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';

export type PartnerValues = Omit<TradingPartner, 'id' | 'version'>;
export type PartnerIdentity = TradeIdentity & { standard: TradeStandard };

/** Of a refusal nothing was written, and the transaction can go on. */
export type PartnerRefusal =
  | { outcome: 'key-taken'; name: string }
  | { outcome: 'identity-taken'; identity: TradeIdentity; partnerId: number; name: string };

export type PartnerCreated = { outcome: 'saved'; id: number; version: number } | PartnerRefusal;
export type PartnerChanged =
  | PartnerCreated
  | { outcome: 'changed-meanwhile'; currentVersion: number }
  | { outcome: 'unknown' };

interface Row {
  id: number;
  key: string;
  name: string;
  standard: TradeStandard;
  agreement: Partial<PartnerAgreement>;
  enabled: boolean;
  version: number;
  identities: TradeIdentity[];
  ownIdentities: TradeIdentity[];
}

const identitiesOf = (side: 'theirs' | 'ours') =>
  `coalesce((SELECT json_agg(json_build_object('qualifier', i.qualifier, 'id', i.identifier) ORDER BY i.position)
      FROM partner_identity i WHERE i.partner_id = p.id AND i.side = '${side}'), '[]')`;

const PARTNER = `p.id, p.key, p.name, p.standard, p.agreement, p.enabled, p.version,
  ${identitiesOf('theirs')} AS identities, ${identitiesOf('ours')} AS "ownIdentities"`;

export class PartnerStore {
  /** By name. */
  async list(on: Database | Tx): Promise<TradingPartner[]> {
    return (await query<Row>(on, `SELECT ${PARTNER} FROM partner p ORDER BY p.name, p.id`)).map(partnerOf);
  }

  async byId(on: Database | Tx, id: number): Promise<TradingPartner | null> {
    const [found] = await query<Row>(on, `SELECT ${PARTNER} FROM partner p WHERE p.id = $1`, [id]);
    return found ? partnerOf(found) : null;
  }

  /** By the key that people and files name it by. */
  async byKey(on: Database | Tx, key: string): Promise<TradingPartner | null> {
    const [found] = await query<Row>(on, `SELECT ${PARTNER} FROM partner p WHERE p.key = $1`, [key]);
    return found ? partnerOf(found) : null;
  }

  /**
   * Whose interchanges these are, in one statement for a batch; by identityKey() of each identity that the found partners have. Who is switched off
   * is found too: the reader of `enabled` can say so, instead of "unknown". Blanks around an identifier do not count, everything else does.
   */
  async byIdentities(on: Database | Tx, keys: readonly PartnerIdentity[]): Promise<Map<string, TradingPartner>> {
    if (keys.length === 0) return new Map();
    const found = await query<Row>(
      on,
      `SELECT ${PARTNER} FROM partner p WHERE p.id IN (
         SELECT t.partner_id FROM unnest($1::text[], $2::text[], $3::text[]) AS asked(standard, qualifier, identifier)
           JOIN partner_identity t USING (standard, qualifier, identifier) WHERE t.side = 'theirs')`,
      [keys.map(key => key.standard), ...columnsOf(keys)],
    );
    return new Map(
      found
        .map(partnerOf)
        .flatMap(partner =>
          partner.identities.map(identity => [identityKey(partner.standard, identity), partner] as const),
        ),
    );
  }

  async create(tx: Tx, values: PartnerValues): Promise<PartnerCreated> {
    const refusal = await this.#refusal(tx, null, values);
    if (refusal) return refusal;
    const [made] = await rows<{ id: number; version: number }>(
      tx,
      'INSERT INTO partner (key, name, standard, agreement, enabled) VALUES ($1, $2, $3, $4::jsonb, $5) RETURNING id, version',
      columns(values),
    );
    await this.#writeIdentities(tx, made!.id, values);
    return { outcome: 'saved', ...made! };
  }

  /** `version`: of the partner that the editor began from. */
  async change(tx: Tx, id: number, version: number, values: PartnerValues): Promise<PartnerChanged> {
    const refusal = await this.#refusal(tx, id, values);
    const [held] = await rows<{ version: number }>(tx, 'SELECT version FROM partner WHERE id = $1 FOR NO KEY UPDATE', [
      id,
    ]);
    if (!held) return { outcome: 'unknown' };
    if (held.version !== version) return { outcome: 'changed-meanwhile', currentVersion: held.version };
    if (refusal) return refusal;
    await rows(
      tx,
      `UPDATE partner SET key = $1, name = $2, standard = $3, agreement = $4::jsonb, enabled = $5, version = version + 1 WHERE id = $6`,
      [...columns(values), id],
    );
    await rows(tx, 'DELETE FROM partner_identity WHERE partner_id = $1', [id]);
    await this.#writeIdentities(tx, id, values);
    return { outcome: 'saved', id, version: version + 1 };
  }

  /**
   * Holds the partners until the transaction ends, in the order of their ids, so that two answers to the same two partners cannot wait for each other;
   * says the last control number that was given for each. Others may still write rows that name the partner (no key is locked).
   */
  async lockForAnswer(tx: Tx, partnerIds: readonly number[]): Promise<Map<number, number>> {
    const held = await rows<{ id: number; last: number }>(
      tx,
      'SELECT id, control_number AS last FROM partner WHERE id = ANY($1::int[]) ORDER BY id FOR NO KEY UPDATE',
      [partnerIds],
    );
    return new Map(held.map(({ id, last }) => [id, last]));
  }

  /**
   * Gives each partner's next control numbers, `howMany` > 0 in a row; answers the first of them. In one statement, which takes the rows in the order
   * of ids, as lockForAnswer() does. A transaction that is rolled back gave none.
   */
  async takeControlNumbers(tx: Tx, howMany: ReadonlyMap<number, number>): Promise<Map<number, number>> {
    if (howMany.size === 0) return new Map();
    const taken = await rows<{ id: number; first: number }>(
      tx,
      `WITH asked AS (
         SELECT p.id, n.how_many FROM partner p JOIN unnest($1::int[], $2::int[]) AS n(id, how_many) ON n.id = p.id
          ORDER BY p.id FOR NO KEY UPDATE OF p
       )
       UPDATE partner p SET control_number = p.control_number + asked.how_many FROM asked WHERE p.id = asked.id
       RETURNING p.id, p.control_number - asked.how_many + 1 AS first`,
      [[...howMany.keys()], [...howMany.values()]],
    );
    return new Map(taken.map(({ id, first }) => [id, first]));
  }

  async #refusal(tx: Tx, id: number | null, values: PartnerValues): Promise<PartnerRefusal | null> {
    // Of two who claim one identity or key at once, the second waits here and then sees the first; readers and answers wait for nobody.
    await rows(tx, 'LOCK TABLE partner_identity IN SHARE ROW EXCLUSIVE MODE');
    const [sameKey] = await rows<{ name: string }>(
      tx,
      'SELECT name FROM partner WHERE key = $1 AND id IS DISTINCT FROM $2',
      [values.key, id],
    );
    if (sameKey) return { outcome: 'key-taken', name: sameKey.name };
    const [taken] = await rows<{ qualifier: string; identifier: string; partnerId: number; name: string }>(
      tx,
      `SELECT i.qualifier, i.identifier, p.id AS "partnerId", p.name
         FROM unnest($1::text[], $2::text[]) AS asked(qualifier, identifier)
         JOIN partner_identity i USING (qualifier, identifier) JOIN partner p ON p.id = i.partner_id
        WHERE i.side = 'theirs' AND i.standard = $3 AND p.id IS DISTINCT FROM $4 ORDER BY p.name, i.position LIMIT 1`,
      [...columnsOf(values.identities), values.standard, id],
    );
    if (!taken) return null;
    const { qualifier, identifier, partnerId, name } = taken;
    return { outcome: 'identity-taken', identity: { qualifier, id: identifier }, partnerId, name };
  }

  async #writeIdentities(tx: Tx, id: number, values: PartnerValues): Promise<void> {
    for (const [side, identities] of [
      ['theirs', values.identities],
      ['ours', values.ownIdentities],
    ] as const)
      await rows(
        tx,
        `INSERT INTO partner_identity (partner_id, side, position, standard, qualifier, identifier)
         SELECT $1, $2, i.position, $3, i.qualifier, i.identifier FROM unnest($4::text[], $5::text[]) WITH ORDINALITY AS i(qualifier, identifier, position)`,
        [id, side, values.standard, ...columnsOf(distinct(values.standard, identities))],
      );
  }
}

const columnsOf = (identities: readonly TradeIdentity[]): [string[], string[]] => [
  identities.map(identity => storableText(identity.qualifier.trim())),
  identities.map(identity => storableText(identity.id.trim())),
];

/** Said twice counts once. */
const distinct = (standard: TradeStandard, identities: readonly TradeIdentity[]): TradeIdentity[] => [
  ...new Map(identities.map(identity => [identityKey(standard, identity), identity])).values(),
];

function columns({ key, name, enabled, identities: _, ownIdentities: __, standard, ...agreement }: PartnerValues) {
  return [key, storableText(name), standard, storableJson(agreement), enabled];
}

/** What was not agreed when the row was written is the usual. */
function partnerOf({ agreement, standard, ...row }: Row): TradingPartner {
  return { ...usualAgreement(standard), ...agreement, ...row, standard };
}
