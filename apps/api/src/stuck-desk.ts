import { momentText } from '#contract/moments';
import type { Page } from '#contract/page';
import type { Status } from '#contract/status';
import {
  causeTexts,
  stuckAdvice,
  type StuckCause,
  type StuckItem,
  type StuckKind,
  type StuckQuery,
} from '#contract/stuck';
import type { PlanId } from '#domain/task';
import type { Ledger } from '#ledger/open-ledger';
import { readStuck } from '#ledger/queries/read-stuck';

/** A page of what is stuck, each with its cause as far as the state of the parts gives it away, and with what to do. */
export const stuckView = async (
  ledger: Ledger,
  plan: PlanId,
  query: StuckQuery,
  parts: Status,
): Promise<Page<StuckItem>> => {
  const { items, next } = await readStuck(ledger, plan, query);
  return {
    items: items.map(({ kind, task, letter, since, detail, plan: of }) => ({
      ...{ kind, plan: of, task, letter, since: momentText(since), detail },
      cause: causeTexts[causeOf(kind, parts)],
      advice: stuckAdvice[kind],
    })),
    next,
  };
};

/** What has been said of it comes first; otherwise whoever should have done it may not be there. */
const causeOf = (kind: StuckKind, { worker, bell, temporal }: Status): StuckCause => {
  if (kind === 'promise' || kind === 'verify') return 'software';
  if (worker === null) return 'noWorker';
  if (kind === 'letterDoubtful' || kind === 'letterFailed' || kind === 'letterWaiting') return 'relay';
  if (bell === null) return 'noBell';
  return temporal === null ? 'temporalAway' : 'unknown';
};
