import { TASK_QUEUE } from '#conductor/conductor';
import type { LoggerService } from '@nestjs/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import { setTimeout as pause } from 'node:timers/promises';
import { Backoff } from './backoff.ts';

/** A worker's death is noticed by the queue after this. */
const STICKY_TIMEOUT = '1s';
/** Longer than the worker's own forced end; short enough for whoever stops the process. */
const LONGEST_GOODBYE_MS = 8_000;

export interface LabourerOptions {
  readonly address: string;
  readonly namespace: string;
  /** The bundled workflows, as a file. */
  readonly codePath: string;
  readonly activities: object;
  readonly identity: string;
}

/** Keeps a Temporal worker running: waits for the server when it is away, and begins anew when the worker fails. */
export class Labourer {
  readonly #options: LabourerOptions;
  readonly #log: LoggerService;
  readonly #leaving = new AbortController();
  readonly #life: Promise<void>;
  #worker: Worker | null = null;

  constructor(options: LabourerOptions, log: LoggerService) {
    this.#options = options;
    this.#log = log;
    this.#life = this.#live();
  }

  /** Stops taking work, lets what is under way end, and closes the connection. */
  async close(): Promise<void> {
    this.#leaving.abort();
    if (this.#worker?.getState() === 'RUNNING') this.#worker.shutdown();
    // A server that is away answers neither the shutdown nor a connection attempt.
    await Promise.race([this.#life, pause(LONGEST_GOODBYE_MS, undefined, { ref: false })]);
  }

  async #live(): Promise<void> {
    const backoff = new Backoff(200, 5_000);
    while (!this.#leaving.signal.aborted) {
      try {
        await this.#work(() => {
          backoff.reset();
        });
      } catch (cause) {
        this.#log.warn(`the worker begins anew: ${cause instanceof Error ? cause.message : String(cause)}`);
      }
      await backoff.wait(this.#leaving.signal);
    }
  }

  async #work(started: () => void): Promise<void> {
    const { address, namespace, codePath, activities, identity } = this.#options;
    const connection = await NativeConnection.connect({ address });
    try {
      this.#worker = await Worker.create({
        connection,
        namespace,
        identity,
        taskQueue: TASK_QUEUE,
        workflowBundle: { codePath },
        activities,
        stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT,
        // By default nine tenths of silence are allowed before a heartbeat is passed on: too near to its limit.
        maxHeartbeatThrottleInterval: '1s',
        shutdownGraceTime: '3s',
        shutdownForceTime: '6s',
      });
      started();
      this.#log.log(`working for ${address}/${namespace}`);
      const running = this.#worker.run();
      if (this.#leaving.signal.aborted) this.#worker.shutdown();
      await running;
    } finally {
      this.#worker = null;
      await connection.close().catch(() => undefined);
    }
  }
}
