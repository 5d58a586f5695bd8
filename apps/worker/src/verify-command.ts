import { openConductor } from '#conductor/conductor';
import { openLedger } from '#ledger/open-ledger';
import { readSettings } from '#watch/settings';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { databaseUrl, temporalAddress, temporalNamespace } from './config.ts';
import { type Difference, type Verified, verify } from './verify.ts';

/**
 * `npm run verify`: holds the product of DATABASE_URL and TEMPORAL_ADDRESS, or the one running in DUBAN_HOME, against its
 * promises, and prints what differs. Exits with 0 when nothing does, with 1 when something does, with 2 when it could not look.
 */
const main = async (): Promise<number> => {
  const at = addresses(process.env);
  const ledger = await openLedger(at.database, { name: 'duban-verify', poolSize: 2 });
  const conductor = openConductor(at.temporal, at.namespace);
  try {
    const verified = await verify(ledger, conductor);
    console.log(report(verified));
    return verified.differences.length === 0 ? 0 : 1;
  } finally {
    await conductor.close();
    await ledger.close();
  }
};

interface Addresses {
  readonly database: string;
  readonly temporal: string;
  readonly namespace: string;
}

/** What of `run.json`, the file with the addresses of a running product, is needed here. */
const running = z.object({ postgres: z.string().nullable(), temporal: z.string().nullable() });

const settings = z.object({
  DUBAN_HOME: z.string().default('.duban'),
  DATABASE_URL: databaseUrl.optional(),
  TEMPORAL_ADDRESS: temporalAddress.optional(),
  TEMPORAL_NAMESPACE: temporalNamespace,
});

const addresses = (env: NodeJS.ProcessEnv): Addresses => {
  const { DUBAN_HOME, DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: namespace } = readSettings(settings, env);
  const home = resolve(DUBAN_HOME);
  const run = runFile(home);
  const database = DATABASE_URL ?? run?.postgres;
  const temporal = TEMPORAL_ADDRESS ?? run?.temporal;
  if (database == null || temporal == null)
    throw new Error(`nothing is running in ${home}: run npm start first, or set DATABASE_URL and TEMPORAL_ADDRESS`);
  return { database, temporal, namespace };
};

const runFile = (home: string): z.output<typeof running> | null => {
  try {
    return running.parse(JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')));
  } catch {
    return null;
  }
};

const report = ({ tasks, workflows, differences }: Verified): string =>
  [
    `已核对 ${tasks} 项任务、${workflows} 个流程 · ${tasks} tasks and ${workflows} workflows verified`,
    ...(differences.length === 0
      ? ['没有差异 · No difference']
      : [`${differences.length} 处差异 · differences:`, '', ...table(differences)]),
  ].join('\n');

const table = (differences: readonly Difference[]): readonly string[] => {
  const rows = [
    ['kind', 'id', 'what', 'found'],
    ...differences.map(({ kind, id, what, found }) => [kind, id, what, found]),
  ];
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, i) => Math.max(cell.length, widest[i] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

try {
  process.exitCode = await main();
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 2;
}
