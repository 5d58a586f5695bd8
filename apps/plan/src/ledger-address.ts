import { readSettings } from '#watch/settings';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Complaint } from './complaint.ts';

/** What of `run.json`, the file with the addresses of a running product, is needed here. */
const running = z.object({ postgres: z.string().nullable(), password: z.string().nullable() });

/** What is wrong with an address is said by whoever uses it. */
const settings = z.object({
  DUBAN_HOME: z.string().default('.duban'),
  DATABASE_URL: z.string().optional(),
  DUBAN_DEMO_PASSWORD: z.string().optional(),
});

export interface Addresses {
  readonly database: string;
  /** Of the demo people, where there are any. */
  readonly demoPassword: string | null;
}

/** The owner's address of the ledger: DATABASE_URL, or that of the product running in DUBAN_HOME. Throws a Complaint when there is neither. */
export const addresses = (root: string, env: Readonly<Record<string, string | undefined>>): Addresses => {
  const { DUBAN_HOME, DATABASE_URL, DUBAN_DEMO_PASSWORD } = readSettings(settings, env);
  const home = resolve(root, DUBAN_HOME);
  const run = runFile(home);
  const database = DATABASE_URL ?? run?.postgres;
  if (database == null)
    throw new Complaint(
      `没有可用的台账：请先运行 npm start，或设置 DATABASE_URL（${home} 中没有正在运行的系统）`,
      `no ledger: run npm start first, or set DATABASE_URL (nothing is running in ${home})`,
    );
  return { database, demoPassword: DUBAN_DEMO_PASSWORD ?? run?.password ?? null };
};

const runFile = (home: string): z.output<typeof running> | null => {
  try {
    return running.parse(JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')));
  } catch {
    return null;
  }
};
