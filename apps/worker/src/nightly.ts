import { type Conductor, workflowIdOf } from '#conductor/conductor';
import { livingTasks } from '#ledger/bell-list';
import type { Ledger } from '#ledger/open-ledger';
import { planOf } from '#ledger/queries/read-plan';
import { lastVerified, noteVerified } from '#ledger/troubles';
import type { Log } from '#watch/log';
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
 * should be, which brings them back, and looks again within minutes for as long as something differs.
 */
export class Nightly {
  readonly #ledger: Ledger;
  readonly #conductor: Conductor;
  readonly #log: Log;
  readonly #isTheOne: () => boolean;
  readonly #leaving = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #working: Promise<void> = Promise.resolve();
  #differed = false;

  /** `isTheOne`: of several workers one verifies. */
  constructor(ledger: Ledger, conductor: Conductor, log: Log, isTheOne: () => boolean) {
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
    this.#differed = differences.length > 0;
    return verified;
  }

  async #look(): Promise<void> {
    try {
      if (this.#isTheOne() && (this.#differed || isTime(await lastVerified(this.#ledger), new Date())))
        await this.verify();
    } catch (cause) {
      if (!this.#leaving.signal.aborted)
        this.#log.warn(`could not verify: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }

  async #ring(differences: readonly Difference[]): Promise<void> {
    const ids = new Set(differences.map(({ id }) => id));
    for (const task of await livingTasks(this.#ledger))
      if (ids.has(task.id)) await this.#conductor.ring({ kind: 'task', ...task });
    for (const { kind, id } of differences) if (kind !== 'task') await this.#conductor.ring({ kind, id });
  }
}

/** Whether it is to be verified now, when it was last at that time. */
export const isTime = (last: Date | null, now: Date): boolean => {
  const ageMs = last === null ? Infinity : now.getTime() - last.getTime();
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
