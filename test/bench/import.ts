import { importPlan } from '#ledger/import-plan';
import { migrate } from '#ledger/migrate';
import { type Ledger, openLedger } from '#ledger/open-ledger';
import type { PlanId } from '#domain/task';
import { loadPack } from '#plan/packs';
import { readPlan } from '#plan/read-plan';
import { asSuperuser, startPostgres } from '../support/postgres.ts';
import { readDocument } from '../support/read-document.ts';

/**
 * What the importer costs. Reading the shipped plan against splitting the same bytes into rows and cells (bound: 5 times);
 * reading and writing it into a ledger (bound: 1 s); and 121 copies under other names, the last of them against the first
 * of another ledger (bound: a tenth more).
 */
const ROUNDS = 60;
const REPEATS = 20;
const COPIES = 121;
const PAIRS = 40;

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
const msOf = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** The least that any reader does: the text, its lines, cells without white space around them, rows. */
const split = (document: Uint8Array): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const line of new TextDecoder('utf-8', { fatal: true }).decode(document).split('\n')) {
    if (line.startsWith('\t')) row.push(line.trim());
    else if (line === '' && row.length > 0) {
      rows.push(row);
      row = [];
    }
  }
  return row.length > 0 ? [...rows, row] : rows;
};

const pack = await loadPack('cq-zero-waste');
const [reading, splitting]: [number[], number[]] = [[], []];
for (let round = 0; round < ROUNDS; round += 1) {
  const times = async (work: () => unknown): Promise<number> =>
    (await msOf(() => {
      for (let i = 0; i < REPEATS; i += 1) work();
    })) / REPEATS;
  splitting.push(await times(() => split(pack.document)));
  reading.push(await times(() => readPlan(pack.document, pack)));
}
// The first rounds warm the code up.
const [splitMs, readMs] = [median(splitting.slice(ROUNDS / 3)), median(reading.slice(ROUNDS / 3))];
const ratio = readMs / splitMs;

const postgres = await startPostgres({ durable: true });
const openFresh = async (name: string): Promise<Ledger> => {
  await asSuperuser(postgres.url('postgres'), (client) => client.query(`create database ${name}`));
  await migrate(postgres.url(name));
  return openLedger(postgres.url(name), { name: 'bench' });
};
const importAs = async (ledger: Ledger, slug: string): Promise<void> => {
  await importPlan(ledger, await readDocument('cq-zero-waste', undefined, { as: slug as PlanId }));
};
const [full, fresh] = [await openFresh('filled'), await openFresh('fresh')];
const firstMs = await msOf(() => importAs(full, 'first'));
for (let copy = 1; copy < COPIES - PAIRS; copy += 1) await importAs(full, `copy-${copy}`);
// In turn, so that both have the same share of what else goes on here.
const pairs: (readonly [fullMs: number, freshMs: number])[] = [];
for (let copy = COPIES - PAIRS; copy < COPIES; copy += 1)
  pairs.push([await msOf(() => importAs(full, `copy-${copy}`)), await msOf(() => importAs(fresh, `copy-${copy}`))]);
await Promise.all([full.close(), fresh.close()]);
await postgres.stop();
const [fullMs, freshMs] = [median(pairs.map(([one]) => one)), median(pairs.map(([, one]) => one))];
const growth = median(pairs.map(([one, other]) => one / other));

console.log(
  `reading the plan: ${readMs.toFixed(2)} ms, splitting it: ${splitMs.toFixed(2)} ms, ${ratio.toFixed(1)} times (bound 5)`,
);
console.log(`importing it into an empty ledger: ${(firstMs / 1000).toFixed(2)} s (bound 1 s)`);
console.log(
  `${COPIES} copies: the last ${PAIRS} take ${fullMs.toFixed(0)} ms each, the first ${PAIRS} of another ledger in turn with them ${freshMs.toFixed(0)} ms, ${growth.toFixed(2)} times (bound 1.10)`,
);
if (ratio > 5 || firstMs > 1_000 || growth > 1.1) process.exitCode = 1;
