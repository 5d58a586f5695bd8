import { type Conductor, type Ring, workflowIdOf } from '#conductor/conductor';
import { livingTasks } from '#ledger/bell-list';
import type { Ledger } from '#ledger/open-ledger';
import { planOf } from '#ledger/queries/read-plan';
import { lastVerified, type LastVerified, noteVerified } from '#ledger/troubles';
import type { Log } from '#watch/log';
import { ringAll } from './ring-all.ts';
import { MOST_IN_FLIGHT } from './ring-queue.ts';
import { type Difference, type Verified, verify } from './verify.ts';

const LOOK_EVERY_MS = 300_000;
/** The hour of the night, at +08:00. */
const HOUR = 3;
const ZONE_MS = 8 * 3_600_000;
const HOUR_MS = 3_600_000;
/** Once a night; a worker that slept through it catches up. */
const LEAST_MS = 20 * HOUR_MS;
const MOST_MS = 26 * HOUR_MS;

/**
 * Verifies every night, or as soon as it can after a night that was missed. Rings the workflows that are not as they
 * should be, which brings them back, and looks again within minutes for as long as something differs; that is kept in the
 * ledger, so whoever holds the bell next goes on with it.
 */
export class Nightly {
  readonly #ledger: Ledger;
  readonly #conductor: Pick<Conductor, 'client' | 'ring'>;
  readonly #log: Log;
  readonly #isTheOne: () => boolean;
  readonly #leaving = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #working: Promise<void> = Promise.resolve();

  /** `isTheOne`: of several workers one verifies. */
  constructor(ledger: Ledger, conductor: Pick<Conductor, 'client' | 'ring'>, log: Log, isTheOne: () => boolean) {
    this.#ledger = ledger;
    this.#conductor = conductor;
    this.#log = log;
    this.#isTheOne = isTheOne;
    this.#timer = setInterval(() => {
      this.#working = this.#working.then(() => this.#look());
    }, LOOK_EVERY_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#leaving.abort();
    await this.#working;
  }

  /** Verifies now, tells what it came to, and rings what does not stand as it should. */
  async verify(): Promise<Verified> {
    const verified = await verify(this.#ledger, this.#conductor, this.#leaving.signal);
    const { tasks, workflows, differences } = verified;
    this.#log.event('verified', { tasks, workflows, differences: differences.length });
    for (const { kind, id, what, found } of differences)
      this.#log.event('difference', { kind, id, what, found }, 'error');
    await noteVerified(this.#ledger, differences.map(troubleOf));
    await this.#ring(differences);
    return verified;
  }

  async #look(): Promise<void> {
    try {
      if (this.#isTheOne() && isTime(await lastVerified(this.#ledger), new Date())) await this.verify();
    } catch (cause) {
      if (!this.#leaving.signal.aborted)
        this.#log.warn(`could not verify: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }

  async #ring(differences: readonly Difference[]): Promise<void> {
    const ids = new Set(differences.map(({ id }) => id));
    const tasks = (await livingTasks(this.#ledger)).filter(({ id }) => ids.has(id));
    const rings: readonly Ring[] = [
      ...tasks.map((task) => ({ kind: 'task' as const, ...task })),
      ...differences.flatMap(({ kind, id }) => (kind === 'task' ? [] : [{ kind, id }])),
    ];
    const missed = await ringAll(rings, (ring) => this.#conductor.ring(ring), {
      atOnce: MOST_IN_FLIGHT,
      goes: () => !this.#leaving.signal.aborted,
    });
    if (missed.length > 0) this.#log.warn(`${missed.length} of ${rings.length} workflows were not reached`);
  }
}

/** Whether it is to be verified now: something differed the last time, or a night has passed since. */
export const isTime = (last: LastVerified | null, now: Date): boolean => {
  if (last !== null && last.differences > 0) return true;
  const ageMs = last === null ? Infinity : now.getTime() - last.at.getTime();
  const hour = new Date(now.getTime() + ZONE_MS).getUTCHours();
  return ageMs > MOST_MS || (hour === HOUR && ageMs > LEAST_MS);
};

const troubleOf = ({
  kind,
  id,
  what,
  found,
}: Difference): { subject: string; what: string; plan: string; cause: string } => ({
  subject: workflowIdOf({ kind, id }),
  what: `verify/${what}`,
  plan: kind === 'task' ? planOf(id) : id,
  cause: found === '' ? what : `${what}: ${found}`,
});
