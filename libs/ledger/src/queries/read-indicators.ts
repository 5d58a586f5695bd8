import type { Indicator } from '#contract/plan';
import type { Ledger } from '../open-ledger.ts';

/** The indicators of a plan by number; a plan has some dozens. */
export const readIndicators = async (ledger: Ledger, plan: string): Promise<readonly Indicator[]> =>
  ledger.ask('select no, name, star, target, facts from duban.indicator where plan = $1 order by no limit 1000', [
    plan,
  ]);
