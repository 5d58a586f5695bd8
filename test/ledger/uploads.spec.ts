import type { PersonId } from '#domain/actor';
import type { PlanId } from '#domain/task';
import type { UnitId } from '#domain/unit';
import type { Upload, UploadId } from '#domain/upload';
import { addUpload, mayUpload, MOST_UPLOADED_BYTES, MOST_UPLOADS, readUpload } from '#ledger/uploads';
import { type Database, openDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

let database: Database;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.drop());

const plan = 'small' as PlanId;
const file = (by: string, bytes = 3): Omit<Upload, 'id'> => ({
  by: by as PersonId,
  units: ['east-district' as UnitId, 'water-bureau' as UnitId],
  name: '验收记录.pdf',
  bytes,
  sha256: 'ab'.repeat(32),
});
const read = (of: string, id: UploadId): Promise<Upload | null> =>
  database.api.transact((ask) => readUpload(ask, of as PlanId, id));

/** So many uploads of a person, so long ago. */
const brought = (by: string, count: number, bytes: number, hoursAgo: number): Promise<unknown> =>
  database.owner.ask(
    `insert into duban.upload (id, plan, person, units, name, bytes, sha256, at)
     select gen_random_uuid()::text, 'small', $1, '[]', 'a', $2, '\\xab', now() - make_interval(hours => $4)
     from generate_series(1, $3)`,
    [by, bytes, count, hoursAgo],
  );

/** Holds back what is to be written until all of them have come so far, or wait for each other. */
const atOnce = <T>(count: number, work: () => Promise<T>): Promise<readonly T[]> =>
  database.owner
    .transact(async (ask) => {
      await ask('lock table duban.upload in share mode');
      const all = Array.from({ length: count }, work);
      await until('all of them wait', async () => {
        const [waiting] = await database.worker.ask<{ n: number }>(
          `select count(*)::int as n from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`,
        );
        return waiting?.n === count;
      });
      return { all };
    })
    .then(({ all }) => Promise.all(all));

test('an upload is read in its own plan as it was added, inside another transaction', async () => {
  const added = await addUpload(database.api, plan, file('liaison'));
  expect(added).toEqual({ ...file('liaison'), id: added?.id });
  const id = added?.id ?? ('' as UploadId);
  expect(await read('small', id)).toEqual(added);
  expect(await read('other', id)).toBeNull();
  expect(await read('small', `${id.slice(0, -1)}x` as UploadId)).toBeNull();
});

test('the same file again is another upload', async () => {
  const [one, other] = [
    await addUpload(database.api, plan, file('twice')),
    await addUpload(database.api, plan, file('twice')),
  ];
  expect(one?.id).not.toBe(other?.id);
});

test('the last file of a day is taken once, however many come at the same time; the next day begins anew', async () => {
  await brought('busy', MOST_UPLOADS - 1, 1, 1);
  expect(await mayUpload(database.api, 'busy' as PersonId)).toBe(true);
  const together = await atOnce(5, () => addUpload(database.api, plan, file('busy')));
  expect(together.filter((one) => one !== null)).toHaveLength(1);
  expect(await mayUpload(database.api, 'busy' as PersonId)).toBe(false);
  expect(await mayUpload(database.api, 'other' as PersonId)).toBe(true);
  await database.owner.ask(`update duban.upload set at = at - interval '24 hours' where person = 'busy'`);
  expect(await mayUpload(database.api, 'busy' as PersonId)).toBe(true);
});

test('bytes are counted too', async () => {
  await brought('heavy', 5, MOST_UPLOADED_BYTES / 5 - 1, 2);
  expect(await addUpload(database.api, plan, file('heavy', 6))).toBeNull();
  expect(await addUpload(database.api, plan, file('heavy', 5))).not.toBeNull();
  await brought('yesterday', 5, MOST_UPLOADED_BYTES / 5, 25);
  expect(await addUpload(database.api, plan, file('yesterday', 6))).not.toBeNull();
});
