import { type Conductor, type Ring, workflowIdOf } from '#conductor/conductor';
import { BellLine } from '#ledger/bell-line';
import {
  allPlans,
  isNamespaceKnown,
  livingTasks,
  MOST_UNHEARD,
  rememberNamespace,
  type Unheard,
  unheardOf,
  unheardTasks,
} from '#ledger/bell-list';
import type { Doubt } from '#ledger/letters';
import type { Ledger } from '#ledger/open-ledger';
import { lookAtPlan } from '#ledger/plan-desk';
import { lookAtPost } from '#ledger/post-desk';
import type { LoggerService } from '@nestjs/common';
import { MOST_MISSED } from './ring-all.ts';
import { RingQueue } from './ring-queue.ts';
import { RollCall } from './roll-call.ts';

/** So often nobody of the few who are left is reached. */
const MOST_IN_VAIN = 3;
/** Words may be lost; nothing is later than this. */
const SWEEP_MS = 5_000;

interface Missed {
  readonly namespaceId: string;
  readonly rings: readonly Ring[];
  /** Calls in which none of them was reached. */
  readonly inVain: number;
}

const ringOf = ({ id, seq, plan, no, lead }: Unheard): Ring => ({ kind: 'task', id, seq, plan, no, lead });

/**
 * Rings the workflows that have something to do. It listens for announcements and sweeps for what was missed: facts
 * nobody routed, overdue lines, dispatches, letters; and it rings everything when it starts, and when Temporal's
 * namespace is a new one, so that launch, resumption and rebuilding are the same act; that takes its time, and what has
 * something to do does not wait for it.
 */
export class Bell {
  readonly #ledger: Ledger;
  readonly #conductor: Pick<Conductor, 'ring' | 'namespaceId'>;
  readonly #queue: RingQueue;
  readonly #rollCall: RollCall;
  readonly #log: LoggerService;
  readonly #line: BellLine;
  readonly #doubt: Doubt;
  /** What was announced, and when. */
  readonly #heard = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #working: Promise<void> = Promise.resolve();
  #open = true;
  #sweeping = false;
  /** What was heard will be answered by an errand that waits its turn. */
  #answering = false;
  /** Everything has been rung since this bell became the one that rings. */
  #allRung = false;
  /** Everything is being rung. */
  #calling: Promise<void> | null = null;
  /** Of the last time: who was not reached then is all that is still to be rung in that namespace. */
  #missed: Missed | null = null;

  constructor(parts: {
    ledger: Ledger;
    conductor: Pick<Conductor, 'ring' | 'namespaceId'>;
    log: LoggerService;
    url: string;
    name: string;
    /** Of the process. */
    worker: string;
    doubt: Doubt;
    /** Hears how long a ring took, from hearing of it to the answer. */
    rang?: (ms: number) => void;
  }) {
    this.#ledger = parts.ledger;
    this.#conductor = parts.conductor;
    this.#log = parts.log;
    this.#doubt = parts.doubt;
    const send = (ring: Ring): Promise<void> => parts.conductor.ring(ring);
    this.#queue = new RingQueue(send, parts.log, parts.rang);
    this.#rollCall = new RollCall(send);
    this.#line = new BellLine(
      parts,
      (subjects) => {
        this.#hear(subjects);
      },
      () => {
        // Swept for now; what was heard on the line before this one is covered by that.
        this.#allRung = false;
        this.#heard.clear();
        this.#calling = null;
        this.#missed = null;
        this.#take(() => this.#sweep());
      },
    );
    this.#timer = setInterval(() => {
      if (this.#sweeping) return;
      this.#sweeping = true;
      this.#take(
        () => this.#sweep(),
        () => {
          this.#sweeping = false;
        },
      );
    }, SWEEP_MS);
  }

  /** Whether this is the bell that rings. */
  get isHeld(): boolean {
    return this.#line.held;
  }

  /** A workflow has looked at its desk. */
  attended(workflowId: string): void {
    this.#rollCall.attended(workflowId);
  }

  async close(): Promise<void> {
    this.#open = false;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#line.close();
    await this.#working;
    await this.#calling;
    await this.#queue.close();
  }

  #hear(subjects: readonly string[]): void {
    if (!this.#line.held) return;
    for (const subject of subjects) if (!this.#heard.has(subject)) this.#heard.set(subject, Date.now());
    if (this.#answering) return;
    this.#answering = true;
    // Before its turn is taken or passed over: whatever comes from then on asks for a turn of its own.
    this.#working = this.#working.then(() => {
      this.#answering = false;
    });
    this.#take(() => this.#ringHeard());
  }

  /** One thing at a time; an outage is over when a later sweep succeeds. */
  #take(errand: () => Promise<void>, done: () => void = () => undefined): void {
    this.#working = this.#working.then(async () => {
      try {
        if (this.#open && this.#line.held) await errand();
      } catch (cause) {
        this.#log.warn(`the bell will try again: ${cause instanceof Error ? cause.message : String(cause)}`);
      } finally {
        done();
      }
    });
  }

  async #ringHeard(): Promise<void> {
    const heard = new Map(this.#heard);
    const subjects = [...heard.keys()];
    this.#heard.clear();
    const tasks = subjects.filter((subject) => !subject.includes(':'));
    if (tasks.length > 0)
      for (const unheard of await unheardOf(this.#ledger, tasks))
        this.#queue.add(ringOf(unheard), unheard.progress, heard.get(unheard.id));
    for (const subject of subjects.filter((one) => one.includes(':'))) {
      const [kind, id = ''] = subject.split(':');
      this.#queue.add({ kind: kind === 'post' ? 'postman' : 'plan', id }, null, heard.get(subject));
    }
  }

  async #sweep(): Promise<void> {
    if (this.#calling === null && (!this.#allRung || (await this.#isNewNamespace()))) this.#callEverybody();
    const unheard = await unheardTasks(this.#ledger);
    for (const one of unheard) this.#queue.add(ringOf(one), one.progress);
    // A portion of a flood says nothing of those that are not in it.
    if (unheard.length < MOST_UNHEARD) this.#queue.restTasksBut(unheard.map(({ id }) => id));
    for (const id of await allPlans(this.#ledger)) {
      const plan = await lookAtPlan(this.#ledger, id);
      if (plan.dispatching || plan.spreading) this.#queue.add({ kind: 'plan', id }, 'busy');
      else this.#queue.rest({ kind: 'plan', id });
      const post = await lookAtPost(this.#ledger, id, this.#doubt);
      if (post.round || post.letters > 0) this.#queue.add({ kind: 'postman', id }, 'busy');
      else this.#queue.rest({ kind: 'postman', id });
    }
    const stuck = this.#queue.stuck();
    if (stuck.length > 0) this.#log.warn(`stuck: ${stuck.join(', ')}`);
  }

  async #isNewNamespace(): Promise<boolean> {
    return !(await isNamespaceKnown(this.#ledger, await this.#conductor.namespaceId()));
  }

  /** Begins to ring everything; a later sweep begins anew if that fails. */
  #callEverybody(): void {
    const calling: Promise<void> = this.#ringAll(() => this.#open && this.#line.held && this.#calling === calling)
      .catch((cause: unknown) => {
        this.#log.warn(`not everything was rung: ${cause instanceof Error ? cause.message : String(cause)}`);
      })
      .finally(() => {
        if (this.#calling === calling) this.#calling = null;
      });
    this.#calling = calling;
  }

  async #ringAll(goes: () => boolean): Promise<void> {
    const namespaceId = await this.#conductor.namespaceId();
    const rings = this.#missed?.namespaceId === namespaceId ? this.#missed.rings : await this.#everybody();
    this.#log.log(`ringing ${rings.length} workflows`);
    const missed = await this.#rollCall.call(rings, goes);
    if (!goes()) return;
    const inVain = missed.length < rings.length ? 0 : (this.#missed?.inVain ?? 0) + 1;
    // Few who refuse each time are left to the sweep, which rings whoever has something to do, and to the nightly look.
    const refuse = missed.length < MOST_MISSED && inVain >= MOST_IN_VAIN;
    this.#missed = missed.length === 0 || refuse ? null : { namespaceId, rings: missed, inVain };
    if (this.#missed !== null) throw new Error(`${missed.length} workflows were not reached`);
    if (missed.length > 0) this.#log.warn(`not reached: ${missed.map(workflowIdOf).join(', ')}`);
    this.#allRung = true;
    if (!(await isNamespaceKnown(this.#ledger, namespaceId))) await rememberNamespace(this.#ledger, namespaceId);
  }

  async #everybody(): Promise<readonly Ring[]> {
    const tasks = await livingTasks(this.#ledger);
    const plans = await allPlans(this.#ledger);
    return [
      ...plans.flatMap((id): Ring[] => [
        { kind: 'plan', id },
        { kind: 'postman', id },
      ]),
      ...tasks.map(ringOf),
    ];
  }
}
