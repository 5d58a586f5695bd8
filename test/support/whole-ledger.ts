import type { Ledger } from '#ledger/open-ledger';
import { createHash } from 'node:crypto';

/** Every row of every table but these, summed up in one hash per table: what is not changed at all has the same sums. */
export const wholeLedger = async (
  owner: Ledger,
  but: readonly string[] = [],
): Promise<Readonly<Record<string, string>>> => {
  const tables = await owner.ask<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'duban' and tablename <> 'migration' and not tablename = any($1) order by 1`,
    [but],
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await owner.ask<{ row: string }>(`select t::text as row from duban.${name} t order by 1`);
    const hash = createHash('sha256').update(rows.map(({ row }) => row).join('\n'));
    sums[name] = `${rows.length} ${hash.digest('hex')}`;
  }
  return sums;
};
