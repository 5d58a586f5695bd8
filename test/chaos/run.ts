import type { PlanId } from '#domain/task';
import { dayOf, type Instant } from '#domain/time/day';
import { addWorkingDays } from '#domain/time/calendar';
import { readClock } from '#ledger/clocks';
import { obey } from '#ledger/obey';
import { orderDispatch } from '#ledger/dispatches';
import { type Ledger, openLedger } from '#ledger/open-ledger';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { importSmallPlan, office, weekends } from '../support/small-plan.ts';
import { until } from '../support/until.ts';
import { type Actors, type Given, openActors } from './actors.ts';
import { isSame } from './answers.ts';
import { promises, standing, unfinished } from './check.ts';
import type { Counts, Evidence } from './evidence.ts';
import { type Fault, type FaultKind, faultsOf, faultText, type PartName, type Profile, ratesOf } from './faults.ts';
import { firedIn } from './fired.ts';
import { catchOf, type Guard } from './guards.ts';
import { ordersOf, orderText } from './orders.ts';
import { openStage, type Stage } from './stage.ts';

export interface RunOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly profile: Profile;
  /** Removed for this run. */
  readonly guard: Guard | null;
  /** After a violation the logs stay. */
  readonly keep: boolean;
  readonly say: (text: string) => void;
}

export interface Ran {
  readonly violations: readonly string[];
  readonly counts: Counts;
}

const TASKS = 8;
const READY_MS = 60_000;
/** What is promised: 60 s after the last fault everything is as it should be, the time in which parts start anew included. */
const HEALING_MS = 60_000;
/** At the end so many orders are given once more. */
const REPEATED = 150;
const HOUR_MS = 3_600_000;

/** One run: faults, then healing, then the checker. Leaves its folder behind only when something was wrong. */
export const run = async ({ seed, minutes, profile, guard, keep, say }: RunOptions): Promise<Ran> => {
  const folder = mkdtempSync(join(tmpdir(), 'duban-chaos-'));
  const violations: string[] = [];
  const wrong = (text: string): void => {
    if (violations.length < MOST_VIOLATIONS) violations.push(text);
  };
  const ms = minutes * 60_000;
  const faults = faultsOf(seed, ms, profile);
  const stage = await openStage(folder, say, wrong);
  const ledger = await openLedger(stage.database, { name: 'chaos', poolSize: 4 });
  let sound = false;
  try {
    const { plan, tasks } = await issue(ledger, stage);
    const intents = ordersOf(seed, ms * (profile.peopleFor ?? 1), tasks);
    say(
      [
        `seed ${seed}, ${minutes} minutes, ${faults.length} faults, ${intents.length} orders`,
        ...faults.map(faultText),
        ...intents.map(orderText),
      ].join('\n'),
    );
    if (guard !== null) await remove(guard, stage, ledger);
    const actors = await openActors(ledger, stage.page, wrong);
    await begin(actors, plan, profile.rate);

    const began = Date.now();
    let healingEnds = began + ms + HEALING_MS;
    const hopeless = (): boolean => guard !== null && catchOf(guard, violations) !== undefined;
    const giving = actors.work(intents, began, () => hopeless() || Date.now() > healingEnds);
    const done = await strike(faults, began, { stage, actors, plan, ledger }, hopeless);
    takeAway(stage);
    const handsOff = Date.now();
    healingEnds = handsOff + HEALING_MS;
    await Promise.all(Object.values(stage.parts).map((part) => part.up()));
    const given = await giving;
    const evidence: Evidence = { ledger, temporal: stage.temporal, mail: stage.mail, plan };
    say(`faults over: ${JSON.stringify(done)}; healing …`);

    const counts = await after({ evidence, actors, given, handsOff, wrong, hopeless, rates: ratesOf(profile, faults) });
    sound = violations.length === 0;
    return {
      violations,
      counts: {
        ...sum(done),
        ...tallied(actors, given),
        ...counts,
        'failpoints fired': firedIn(stage.failpoints).length,
        'answers and words lost': lost(stage),
      },
    };
  } finally {
    await ledger.close().catch(() => undefined);
    await stage.close();
    if (sound || !keep) rmSync(folder, { recursive: true, force: true });
    else say(`logs are in ${folder}`);
  }
};

const MOST_VIOLATIONS = 40;

/** Imports the small plan, registers it, has the product dispatch it. */
const issue = async (ledger: Ledger, stage: Stage): Promise<{ plan: PlanId; tasks: readonly string[] }> => {
  const { id: plan, tasks } = await importSmallPlan(ledger, TASKS);
  for (const { id } of tasks) await obey(ledger, id, { by: office, command: { kind: 'register' } }, `register-${id}`);
  await orderDispatch(ledger, plan, office, 'dispatch');
  await until(
    'every task is dispatched and made known',
    async () => {
      const open = await ledger.ask(`select 1 from duban.task where stage <> 'dispatched' or seq > routed_seq`);
      return open.length === 0;
    },
    READY_MS,
  );
  await stage.parts.api.up();
  return { plan, tasks: tasks.map(({ id }) => id) };
};

/** From now on the product runs without it. */
const remove = async (guard: Guard, stage: Stage, ledger: Ledger): Promise<void> => {
  for (const [name, value] of Object.entries(guard.settings ?? {}))
    await ledger.ask(`alter database duban set ${name} = '${value}'`);
  stage.rebuild(guard.edits);
  for (const name of ['api', 'worker'] as const) {
    await stage.parts[name].kill(0);
    await stage.parts[name].up();
  }
  await until('the api answers', async () => (await fetch(`${stage.page}/readyz`)).ok, READY_MS);
};

/** The plan's clock runs, at the pace of the run. */
const begin = async (actors: Actors, plan: PlanId, rate: number): Promise<void> => {
  const end = Date.now() + READY_MS;
  const answer = await actors.setClock(plan, { rate }, () => Date.now() > end);
  if (answer?.status !== 200) throw new Error(`the clock could not be set: ${JSON.stringify(answer)}`);
};

interface Struck {
  readonly stage: Stage;
  readonly actors: Actors;
  readonly plan: PlanId;
  readonly ledger: Ledger;
}

/** Carries out the time line; resolves when the last fault is over, though its part may not be back; says how many of each kind. */
const strike = async (
  faults: readonly Fault[],
  began: number,
  at: Struck,
  hopeless: () => boolean,
): Promise<Readonly<Partial<Record<FaultKind, number>>>> => {
  const done: Partial<Record<FaultKind, number>> = {};
  const busy = new Set<PartName>();
  const lasting: Promise<unknown>[] = [];
  for (const fault of faults) {
    await pause(Math.max(0, began + fault.at - Date.now()));
    if (hopeless()) break;
    const part = partOf(fault);
    // A part that is just coming back is left to come back.
    if (part !== null && busy.has(part)) continue;
    done[fault.kind] = (done[fault.kind] ?? 0) + 1;
    const over = blow(fault, at);
    lasting.push(over);
    if (part === null) continue;
    busy.add(part);
    const free = (): void => {
      busy.delete(part);
    };
    // One that does not come back is missed when healing waits for it.
    void over.then(() => at.stage.parts[part].up()).then(free, free);
  }
  await Promise.all(lasting);
  return done;
};

const partOf = (fault: Fault): PartName | null => {
  if (fault.kind === 'forget') return 'temporal';
  return fault.kind === 'kill' || fault.kind === 'freeze' || fault.kind === 'restart' ? fault.part : null;
};

/** As the driver sends it, ended by a zero: `committed` is something else. */
const COMMIT = Buffer.from('commit\0');
const WORD = Buffer.from('pg_notify');
const END_OF_LETTER = Buffer.from('\r\n.\r\n');

const blow = async (fault: Fault, { stage, actors, plan, ledger }: Struck): Promise<void> => {
  switch (fault.kind) {
    case 'kill':
      await stage.parts[fault.part].kill(fault.downMs);
      await pause(fault.downMs);
      return;
    case 'freeze':
      return stage.parts[fault.part].freeze(fault.ms);
    case 'restart':
      return stage.parts[fault.part].restart();
    case 'forget':
      return stage.parts.temporal.kill(0, stage.forget);
    case 'cut':
      stage.links[fault.link].cut();
      return;
    case 'delay':
      stage.links[fault.link].delay(fault.byMs);
      await pause(fault.ms);
      stage.links[fault.link].delay(0);
      return;
    case 'deafen':
      stage.links[fault.link].deafen(true);
      await pause(fault.ms);
      stage.links[fault.link].cut();
      stage.links[fault.link].deafen(false);
      return;
    case 'loseAnswer':
      stage.links[fault.link].loseAnswerTo(fault.link === 'worker-smtp' ? END_OF_LETTER : COMMIT);
      return;
    case 'loseWord':
      stage.links[fault.link].loseRequest(WORD);
      return;
    case 'failpoint':
      writeFileSync(join(stage.failpoints, fault.name), fault.action === 'crash' ? 'crash' : `pause ${fault.ms}`);
      return;
    case 'clock': {
      const clock = await readClock(ledger, plan).catch(() => undefined);
      if (clock === undefined) return;
      const end = Date.now() + 10_000;
      const planNow = localTime((clock.planNow + fault.hours * HOUR_MS) as Instant);
      await actors.setClock(plan, { planNow, rate: fault.rate }, () => Date.now() > end);
    }
  }
};

/** All hands off: whatever still stands in the way is taken away. */
const takeAway = (stage: Stage): void => {
  for (const name of readdirSync(stage.failpoints))
    if (!name.startsWith('fired-')) rmSync(join(stage.failpoints, name), { force: true });
  for (const link of Object.values(stage.links)) {
    link.delay(0);
    link.deafen(false);
    link.loseAnswerTo(null);
    link.loseRequest(null);
  }
};

interface Healing {
  readonly evidence: Evidence;
  readonly actors: Actors;
  readonly given: readonly Given[];
  /** When the last fault was over, whether its part had come back or not; real milliseconds. */
  readonly handsOff: number;
  readonly wrong: (text: string) => void;
  readonly hopeless: () => boolean;
  /** At which the plan's clock may play. */
  readonly rates: ReadonlySet<number>;
}

/**
 * First as the plan plays on: histories and ledger must agree within the minute. Then the office lets the plan stand at
 * an evening with every line carried out and every round gone, and everything is counted.
 */
const after = async ({ evidence, actors, given, handsOff, wrong, hopeless, rates }: Healing): Promise<Counts> => {
  const { ledger, plan } = evidence;
  if (hopeless()) return {};
  for (const one of await lastOf(() => standing(evidence), handsOff + HEALING_MS)) wrong(`after healing: ${one}`);
  const healedMs = Date.now() - handsOff;
  const now = await readClock(ledger, plan);
  if (now === undefined) throw new Error('the plan has no clock');
  if (!rates.has(now.rate)) wrong(`after healing: the plan’s clock plays at rate ${now.rate}, which nobody has set`);
  // A clock that nobody keeps alive stands 15 s after the last sign.
  const moved = await until(
    'the clock plays on',
    async () => ((await readClock(ledger, plan))?.planNow ?? 0) > now.planNow,
    20_000,
  ).catch(() => false);
  if (!moved) wrong('after healing: the plan’s clock stands still');
  if (hopeless()) return { 'healed after ms': healedMs };
  const evening = `${addWorkingDays(weekends, dayOf(now.planNow), 2)}T17:50:00+08:00`;
  const end = Date.now() + HEALING_MS;
  const set = await actors.setClock(plan, { planNow: evening, rate: 1 }, () => Date.now() > end);
  if (set?.status !== 200) wrong(`the clock could not be set after healing: ${JSON.stringify(set)}`);
  const left = await lastOf(async () => [...(await unfinished(evidence))], end);
  // Letters that a mail server refused for now wait longer, and say so: the checker looks at each.
  for (const one of left.filter((text) => !text.endsWith('letters are waiting'))) wrong(`at the end: ${one}`);
  for (const one of await lastOf(() => standing(evidence), Date.now() + HEALING_MS)) wrong(`at the end: ${one}`);
  let repeated = 0;
  for (const { intent, answer } of given.filter(({ answer: one }) => one?.status === 200).slice(-REPEATED)) {
    const again = await actors.repeat(intent);
    repeated += 1;
    if (again === null || answer === null || !isSame(again, answer))
      wrong(`${intent.key} is answered otherwise at the end: ${JSON.stringify(again)}`);
  }
  const checked = await promises(evidence, given);
  checked.violations.forEach(wrong);
  return { ...checked.counts, 'answers compared at the end': repeated, 'healed after ms': healedMs };
};

/** Asks until nothing is said any more; what was said last when the time is over. What cannot be asked is said too. */
const lastOf = async (ask: () => Promise<readonly string[]>, end: number): Promise<readonly string[]> => {
  for (;;) {
    const said = await ask().catch((cause: unknown) => [cause instanceof Error ? cause.message : String(cause)]);
    if (said.length === 0 || Date.now() > end) return said;
    await pause(250);
  }
};

const localTime = (at: Instant): string => `${new Date(at + 8 * HOUR_MS).toISOString().slice(0, 19)}+08:00`;

const lost = (stage: Stage): number => Object.values(stage.links).reduce((all, link) => all + link.lost(), 0);
const sum = (done: Readonly<Partial<Record<FaultKind, number>>>): Counts =>
  Object.fromEntries(Object.entries(done).map(([kind, n]) => [`faults: ${kind}`, n]));

const tallied = ({ tally }: Actors, given: readonly Given[]): Counts => {
  const answered = (status: number): number => given.filter(({ answer }) => answer?.status === status).length;
  return {
    'orders given': given.length,
    'orders accepted': answered(200),
    'orders refused': answered(422),
    'orders let be': given.filter(({ abandoned }) => abandoned).length,
    'requests sent': tally.sent,
    'requests without an answer': tally.lost,
    'answers 503': tally.unavailable,
    'answers 504': tally.unknown,
    'requests repeated': tally.repeated,
    'orders given twice at once': tally.concurrent,
    'keys used for another order': tally.keyReused,
  };
};
