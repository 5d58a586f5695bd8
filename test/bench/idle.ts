import { setTimeout as pause } from 'node:timers/promises';
import { hold, machine } from './figures.ts';
import { lengthsOf } from './histories.ts';
import { accepted, logIn, quiet, underwayPlan } from './plans.ts';
import { openScene } from './scene.ts';

/**
 * The clock frozen at ten in the morning of a working day, and nobody acting: for a minute no row of ours is written, no
 * workflow gets an event (a ring is a signal, a look leaves a marker), and the statement of a look is not asked.
 */
const MS = 60_000;
/** A connection tells its counts at the latest when it has been idle for ten seconds. */
const COUNTS_MS = 15_000;
const PLAN = 'bench';

const scene = await openScene(['shared_preload_libraries=pg_stat_statements']);
await scene.ledger.ask('create extension pg_stat_statements');
await scene.startWorker();
await underwayPlan(scene, PLAN);
const office = await logIn(scene, 'zero-waste-office.chief');
accepted(await office.send('PUT', `/plans/${PLAN}/clock`, { rate: 0, planNow: '2020-01-02T10:00:00+08:00' }));
await quiet(scene);

const WRITTEN = `
select relname as name, n_tup_ins + n_tup_upd + n_tup_del as rows from pg_stat_user_tables where schemaname = 'duban'`;
const LOOKS = `
select coalesce(sum(calls) filter (where query like '%t.seq - t.routed_seq%'), 0)::int as looks, coalesce(sum(calls), 0)::int as all
from pg_stat_statements where query not like '%pg_stat%'`;
interface Counts {
  readonly rows: ReadonlyMap<string, number>;
  readonly looks: number;
  readonly all: number;
  readonly histories: ReadonlyMap<string, string>;
}
const ids = [
  ...(await scene.ledger.ask<{ id: string }>('select id from duban.task order by no')).map(({ id }) => `task:${id}`),
  `plan:${PLAN}`,
  `post:${PLAN}`,
];
const count = async (): Promise<Counts> => {
  const rows = await scene.ledger.ask<{ name: string; rows: string }>(WRITTEN);
  const [asked] = await scene.ledger.ask<{ looks: number; all: number }>(LOOKS);
  return {
    rows: new Map(rows.map((row) => [row.name, Number(row.rows)])),
    looks: asked?.looks ?? 0,
    all: asked?.all ?? 0,
    histories: await lengthsOf(scene.conductor, ids),
  };
};

await pause(COUNTS_MS);
const before = await count();
await pause(MS);
const [looks, all, histories] = await (async () => {
  const after = await count();
  const grown = [...after.histories].filter(([id, length]) => before.histories.get(id) !== length);
  return [after.looks - before.looks, after.all - before.all, grown] as const;
})();
await pause(COUNTS_MS);
const after = await count();
const written = [...after.rows].map(([name, rows]) => [name, rows - (before.rows.get(name) ?? 0)] as const);

console.log(`idle · ${machine()} · ${ids.length} workflows, ${MS / 1_000} s`);
const named = written.filter(([, rows]) => rows !== 0).map(([name, rows]) => `${name} ${rows}`);
console.log(
  `     statements of the sweeps and of the clock's keeper: ${all}${named.length > 0 ? `; written: ${named.join(', ')}` : ''}`,
);
if (histories.length > 0)
  console.log(
    `     histories that grew: ${histories
      .map(([id]) => id)
      .slice(0, 5)
      .join(', ')}`,
  );
hold({ what: 'rows written', rounds: [written.reduce((sum, [, rows]) => sum + rows, 0)], unit: '', atMost: 0 });
hold({ what: 'workflows with a new event', rounds: [histories.length], unit: '', atMost: 0 });
hold({ what: 'looks', rounds: [looks], unit: '', atMost: 0 });
await scene.close();
