// What is written once more soon after finds room beside its old row, so that no index is written for it.
import { type House, makeDepartment, openHouse } from '../database/tickets.factory.js';

let house: House;
beforeAll(async () => {
  house = await openHouse(2);
});
afterAll(() => house?.close());

/** Page of each row, by id. */
const pages = (table: string, id: string) =>
  house.database.rows<{ id: number; page: number }>(
    `SELECT ${id} AS id, split_part(trim(ctid::text, '()'), ',', 1)::int AS page FROM ${table} ORDER BY ${id}`,
  );

it('the tickets of a batch of orders stay on their pages when they are told of their acknowledgements', async () => {
  const { database } = house;
  const rail = await makeDepartment(database);
  // As large as an order of two lines.
  await database.rows(
    `INSERT INTO ticket (department_id, way_in, kind, kind_version, subject, subject_key, snippet, requester_name, minutes_allowed, received_at, due_at, fields)
     SELECT $1, 'edi', 'order', 1, 'Order ' || n, 'order ' || n, repeat('x', 180), 'Acme Parts', 240, now(), now(), jsonb_build_object('lines', repeat('y', 1200))
       FROM generate_series(1, 200) n`,
    [rail],
  );
  const before = await pages('ticket', 'id');
  expect(before).toHaveLength(200);
  await database.rows('UPDATE ticket SET event_seq = event_seq + 1');
  expect(await pages('ticket', 'id')).toEqual(before);
});

it('two entries never name one outbound, and any number name none', async () => {
  const { database } = house;
  const [index] = await database.rows<{ indexdef: string }>(
    `SELECT indexdef FROM pg_indexes WHERE indexname = 'entry_outbound'`,
  );
  expect(index?.indexdef).toMatch(/UNIQUE INDEX .* \(outbound_id\) WHERE \(outbound_id IS NOT NULL\)$/);
});
