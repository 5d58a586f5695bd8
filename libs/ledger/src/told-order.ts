import type { Order } from '#domain/decide';
import type { Kind } from '#domain/command';
import type { Refusal } from '#domain/refusal';
import type { Day } from '#domain/time/day';

/** What there is to tell of an order that was given: ids, kinds and numbers, no texts. */
export interface ToldOrder {
  readonly task: string;
  readonly kind: Kind;
  readonly key: string;
  readonly person: string;
  /** `repeated`: the key's first answer was given again; `failed`: PostgreSQL did not answer, or a promise was broken. */
  readonly outcome: Answer['verdict'] | 'repeated' | 'failed';
  readonly why: Refusal['why'] | null;
  /** The plan day of the decision; null when there was none. */
  readonly planDay: Day | null;
  readonly seq: number | null;
  readonly ms: number;
}

/** As much of the answer to an order as is told. */
type Answer =
  | { readonly verdict: 'accepted'; readonly seq: number }
  | { readonly verdict: 'refused'; readonly refusal: Refusal }
  | { readonly verdict: 'keyReused' | 'noSuchTask' };

/** Carries out an order and tells whoever wants to know of it. `work` says on which plan day it decides. */
export const telling = async <A extends Answer>(
  tell: (told: ToldOrder) => void,
  given: { readonly task: string; readonly order: Order; readonly key: string },
  work: (decided: (on: Day) => void) => Promise<A>,
): Promise<A> => {
  const { by, command } = given.order;
  const who = { task: given.task, kind: command.kind, key: given.key, person: by === 'clock' ? by : by.person };
  const since = performance.now();
  const decision: { on: Day | null } = { on: null };
  const done = (rest: Pick<ToldOrder, 'outcome' | 'why' | 'seq'>): void => {
    tell({ ...who, ...rest, planDay: decision.on, ms: performance.now() - since });
  };
  try {
    const obeyed = await work((on) => {
      decision.on = on;
    });
    const outcome = obeyed.verdict === 'accepted' && decision.on === null ? 'repeated' : obeyed.verdict;
    done({
      outcome,
      why: obeyed.verdict === 'refused' ? obeyed.refusal.why : null,
      seq: obeyed.verdict === 'accepted' ? obeyed.seq : null,
    });
    return obeyed;
  } catch (cause) {
    done({ outcome: 'failed', why: null, seq: null });
    throw cause;
  }
};
