import { type Conductor, type Ring, workflowIdOf } from '#conductor/conductor';
import { BellLine } from '#ledger/bell-line';
import {
  allPlans,
  isNamespaceKnown,
  livingTasks,
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
import { RingQueue } from './ring-queue.ts';

/** Words may be lost; nothing is later than this. */
const SWEEP_MS = 5_000;

const ringOf = ({ id, seq, plan, no, lead }: Unheard): Ring => ({ kind: 'task', id, seq, plan, no, lead });

/**
 * Rings the workflows that have something to do. It listens for announcements and sweeps for what was missed: facts
 * nobody routed, overdue lines, dispatches, letters; and it rings everything when it starts, and when Temporal's
 * namespace is a new one, so that launch, resumption and rebuilding are the same act.
 */
export class Bell {
  readonly #ledger: Ledger;
  readonly #conductor: Pick<Conductor, 'ring' | 'namespaceId'>;
  readonly #queue: RingQueue;
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

  constructor(parts: {
    ledger: Ledger;
    conductor: Pick<Conductor, 'ring' | 'namespaceId'>;
    log: LoggerService;
    url: string;
    name: string;
    doubt: Doubt;
    /** Hears how long a ring took, from hearing of it to the answer. */
    rang?: (ms: number) => void;
  }) {
    this.#ledger = parts.ledger;
    this.#conductor = parts.conductor;
    this.#log = parts.log;
    this.#doubt = parts.doubt;
    this.#queue = new RingQueue((ring) => parts.conductor.ring(ring), parts.log, parts.rang);
    this.#line = new BellLine(
      parts.url,
      parts.name,
      (subjects) => {
        this.#hear(subjects);
      },
      () => {
        // Everything is rung now; what was heard on the line before this one is covered by that.
        this.#allRung = false;
        this.#heard.clear();
        this.#take(() => this.#ringAll());
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

  async close(): Promise<void> {
    this.#open = false;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#line.close();
    await this.#working;
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
    if (!this.#allRung || (await this.#isNewNamespace())) return this.#ringAll();
    for (const unheard of await unheardTasks(this.#ledger)) this.#queue.add(ringOf(unheard), unheard.progress);
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

  async #ringAll(): Promise<void> {
    const namespaceId = await this.#conductor.namespaceId();
    const tasks = await livingTasks(this.#ledger);
    const plans = await allPlans(this.#ledger);
    const rings: Ring[] = [
      ...tasks.map(ringOf),
      ...plans.flatMap((id): Ring[] => [
        { kind: 'plan', id },
        { kind: 'postman', id },
      ]),
    ];
    this.#log.log(`ringing ${rings.length} workflows`);
    const failed = await this.#queue.all(rings);
    if (failed.length > 0)
      throw new Error(
        `${failed.length} workflows were not reached, the first ${workflowIdOf(failed[0] ?? rings[0] ?? { kind: 'plan', id: '' })}`,
      );
    this.#allRung = true;
    if (!(await isNamespaceKnown(this.#ledger, namespaceId))) await rememberNamespace(this.#ledger, namespaceId);
  }
}
