import { letterStates } from '#contract/letter';
import { momentText } from '#contract/moments';
import type { Part, Status, Work } from '#contract/status';
import type { WorkReading } from '#ledger/queries/read-work';
import { readStatus, type LedgerStatus } from '#ledger/queries/read-status';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Connection } from '@temporalio/client';
import { connect } from 'node:net';
import { CONFIG, type Config } from './config.ts';
import { Figures } from './figures.ts';
import { LateLedger } from './late-ledger.ts';
import { version } from './version.ts';
import { within } from './within.ts';

/** A part that takes longer to answer counts as down. */
const DEADLINE_MS = 2_000;
type LetterState = (typeof letterStates)[number];
/** Anybody may ask; the parts themselves are asked no more often than this. */
const FRESH_MS = 1_000;
/** A greeting of a relay is one line. */
const LONGEST_GREETING = 100;

/** Asks every part of the house how it is. Writes nothing. */
@Injectable()
export class Parts implements OnApplicationShutdown {
  readonly #ledger: LateLedger;
  readonly #figures: Figures;
  readonly #config: Config;
  #temporal: Connection | null = null;
  #asked: { readonly at: number; readonly status: Promise<Status> } | null = null;

  constructor(ledger: LateLedger, figures: Figures, @Inject(CONFIG) config: Config) {
    this.#ledger = ledger;
    this.#figures = figures;
    this.#config = config;
  }

  /** Every part with its version and delay; null when it is down. Never throws. */
  async status(): Promise<Status> {
    if (this.#asked === null || Date.now() - this.#asked.at > FRESH_MS)
      this.#asked = { at: Date.now(), status: this.#ask() };
    return this.#asked.status;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#asked?.status;
    await this.#temporal?.close();
  }

  async #ask(): Promise<Status> {
    const [ledger, work, temporal, smtp] = await Promise.all([
      timed(readStatus(this.#ledger)),
      timed(this.#figures.work()),
      timed(this.#temporalVersion()),
      timed(greetingOf(this.#config.SMTP_URL)),
    ]);
    const known = ledger?.answer;
    return {
      version,
      postgres: ledger && { version: ledger.answer.postgres, delayMs: ledger.delayMs },
      temporal: temporal && { version: temporal.answer, delayMs: temporal.delayMs },
      worker: workerOf(known),
      smtp: smtp && { version: smtp.answer, delayMs: smtp.delayMs },
      bell: known?.bell == null ? null : { version: versionIn(known.bell), delayMs: Math.round(known.unroutedMs) },
      clock: clockOf(known),
      work: workOf(work?.answer ?? null),
      plans: known?.clocks.map(({ plan, planDay, rate }) => ({ id: plan, planDay, rate })) ?? [],
    };
  }

  async #temporalVersion(): Promise<string> {
    // One connection for the life of the process; it finds Temporal again by itself.
    // The client's own retries are left out: they would go on after the connection is closed, and whoever asks asks again.
    this.#temporal ??= Connection.lazy({
      address: this.#config.TEMPORAL_ADDRESS,
      connectTimeout: DEADLINE_MS,
      interceptors: [],
    });
    const { workflowService } = this.#temporal;
    return this.#temporal.withDeadline(Date.now() + DEADLINE_MS, async () => {
      // A server without our namespace is of no use to us.
      await workflowService.describeNamespace({ namespace: this.#config.TEMPORAL_NAMESPACE });
      return (await workflowService.getSystemInfo({})).serverVersion;
    });
  }
}

/** What was answered in time, and how long it took; null when it was not. */
const timed = async <T>(asked: Promise<T>): Promise<{ readonly answer: T; readonly delayMs: number } | null> => {
  const since = performance.now();
  try {
    const answer = await within(DEADLINE_MS, asked);
    return { answer, delayMs: Math.round(performance.now() - since) };
  } catch {
    return null;
  }
};

const workerOf = (known: LedgerStatus | undefined): Part => {
  const first = known?.workers[0];
  return first === undefined ? null : { version: versionIn(first), delayMs: 0 };
};

const workOf = (work: WorkReading | null): Work =>
  work && {
    ringMs: work.worker?.ringMs ?? null,
    routedLagMs: work.worker?.routedLagMs ?? null,
    unroutedTasks: work.unroutedTasks,
    overdueLines: work.overdueLines,
    letters: byState((state) => work.letters[state] ?? 0),
    stuckTasks: work.stuckTasks,
    workerSince: work.worker && momentText(work.worker.since),
    lastRound: work.lastRound,
    verified: work.verified && { at: momentText(work.verified.at), differences: work.verified.differences },
  };

/** A number for every state, also where there is none. */
const byState = (count: (state: LetterState) => number): Record<LetterState, number> =>
  // The entries are those of the record's keys.
  Object.fromEntries(letterStates.map((state) => [state, count(state)])) as Record<LetterState, number>;

/** The clock that has gone without a sign of a worker for longest. */
const clockOf = (known: LedgerStatus | undefined): Part =>
  known === undefined
    ? null
    : {
        version: String(Math.max(0, ...known.clocks.map((clock) => clock.version))),
        delayMs: Math.max(0, ...known.clocks.map((clock) => clock.unseenMs)),
      };

/** `duban-worker/0.1.0` */
const versionIn = (application: string): string => application.split('/')[1] ?? '';

/** The line with which an SMTP server greets whoever connects. */
const greetingOf = (url: string | undefined): Promise<string> =>
  new Promise((answered, failed) => {
    if (url === undefined) {
      failed(new Error('no SMTP server is named'));
      return;
    }
    const { hostname, port, protocol } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) || (protocol === 'smtps:' ? 465 : 25) });
    socket.setTimeout(DEADLINE_MS, () => socket.destroy(new Error('no greeting in time')));
    socket.once('error', failed);
    socket.once('close', () => {
      failed(new Error('the connection closed'));
    });
    // A server that wants TLS from the start greets only behind it; that it takes the connection must do.
    if (protocol === 'smtps:')
      socket.once('connect', () => {
        answered('smtps');
        socket.destroy();
      });
    socket.once('data', (chunk) => {
      const greeting = chunk.toString('utf8').split('\r\n')[0] ?? '';
      if (greeting.startsWith('220')) answered(greeting.slice(4, 4 + LONGEST_GREETING));
      else failed(new Error(greeting));
      socket.end('QUIT\r\n');
    });
  });
