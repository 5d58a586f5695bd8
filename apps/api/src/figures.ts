import { readWork, type WorkReading } from '#ledger/queries/read-work';
import { letterStates } from '#contract/letter';
import { stuckKinds } from '#contract/stuck';
import { Inject, Injectable } from '@nestjs/common';
import { LateLedger } from './late-ledger.ts';
import { within } from './within.ts';
import { type Watch, WATCH } from './watch.ts';

/** However often somebody looks, the ledger is asked no more often than this. */
const FRESH_MS = 5_000;
const DEADLINE_MS = 3_000;

/** How the work goes: one reading for the status, the first page and the figures, kept for a few seconds. */
@Injectable()
export class Figures {
  readonly #ledger: LateLedger;
  #read: { readonly at: number; readonly work: Promise<WorkReading | null> } | null = null;

  constructor(ledger: LateLedger, @Inject(WATCH) { metrics }: Watch) {
    this.#ledger = ledger;
    metrics.watchPool(() => ledger.pool());
    const told = async (figure: (work: WorkReading) => number | undefined): Promise<number | undefined> => {
      const work = await this.work();
      return work === null ? undefined : figure(work);
    };
    metrics.gauge('duban_unrouted_oldest_seconds', 'Age of the oldest fact that nobody has routed', () =>
      told((work) => work.oldestUnroutedMs / 1000),
    );
    metrics.gauge('duban_overdue_lines', 'Tasks whose next line is overdue', () => told((work) => work.overdueLines));
    metrics.gauge('duban_stuck_tasks', 'Tasks that do not go on by themselves', () => told((work) => work.stuckTasks));
    metrics.gauges(
      'duban_stuck',
      'What does not go on by itself, by kind',
      'kind',
      stuckKinds,
      async () => (await this.work())?.stuck,
    );
    metrics.gauges(
      'duban_letters',
      'Letters, by state',
      'state',
      letterStates,
      async () => (await this.work())?.letters,
    );
    metrics.gauge('duban_verify_differences', 'Broken promises found when it was last verified', () =>
      told(({ verified }) => verified?.differences),
    );
    metrics.gauge('duban_verified_timestamp_seconds', 'When it was last verified', () =>
      told(({ verified }) => (verified === null ? undefined : verified.at.getTime() / 1000)),
    );
  }

  /** Null while PostgreSQL does not answer. */
  work(): Promise<WorkReading | null> {
    if (this.#read === null || Date.now() - this.#read.at > FRESH_MS)
      this.#read = { at: Date.now(), work: within(DEADLINE_MS, readWork(this.#ledger)).catch(() => null) };
    return this.#read.work;
  }
}
