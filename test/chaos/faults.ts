import { type Chance, chanceOf } from './chance.ts';

/** What can be killed, frozen and started again. */
export const parts = ['postgres', 'temporal', 'smtp', 'api', 'worker'] as const;
export type PartName = (typeof parts)[number];

/** What can be cut, delayed and made deaf. */
export const links = ['api-postgres', 'worker-postgres', 'worker-temporal', 'worker-smtp'] as const;
export type LinkName = (typeof links)[number];

/** Places in the product where the run lets a process die or fall silent; `failpoints.ts` says where they are. */
export const failpoints = [
  'api.before-commit',
  'api.after-commit',
  'worker.before-commit',
  'worker.after-commit',
  'worker.routed',
  'worker.carried-out',
  'worker.in-round',
  'worker.marked',
  'worker.sent',
] as const;
export type FailpointName = (typeof failpoints)[number];

/** One thing that goes wrong, real milliseconds after the beginning. */
export type Fault = { readonly at: number } & (
  | { readonly kind: 'kill'; readonly part: PartName; readonly downMs: number }
  | { readonly kind: 'freeze'; readonly part: PartName; readonly ms: number }
  /** Asked to end in order, and started again. */
  | { readonly kind: 'restart'; readonly part: PartName }
  | { readonly kind: 'cut'; readonly link: LinkName }
  | { readonly kind: 'delay'; readonly link: LinkName; readonly byMs: number; readonly ms: number }
  /** Requests arrive, answers do not; afterwards the connections break. */
  | { readonly kind: 'deafen'; readonly link: LinkName; readonly ms: number }
  /** The answer to the next COMMIT, or to the next letter, is lost with its connection. */
  | { readonly kind: 'loseAnswer'; readonly link: 'api-postgres' | 'worker-postgres' | 'worker-smtp' }
  /** The next announcement (NOTIFY) is lost with its connection. */
  | { readonly kind: 'loseWord'; readonly link: 'api-postgres' | 'worker-postgres' }
  | {
      readonly kind: 'failpoint';
      readonly name: FailpointName;
      readonly action: 'crash' | 'pause';
      readonly ms: number;
    }
  /** The office moves the plan's clock. */
  | { readonly kind: 'clock'; readonly hours: number; readonly rate: number }
  /** Temporal's data are lost: a new server begins with nothing. */
  | { readonly kind: 'forget' }
);
export type FaultKind = Fault['kind'];

/** A fault without its moment. */
export type Blow = Fault extends infer F ? (F extends Fault ? Omit<F, 'at'> : never) : never;

/** What a run is about: how fast the plan plays, how often something goes wrong, and what. */
export interface Profile {
  /** Plan milliseconds per real millisecond while faults last. */
  readonly rate: number;
  readonly everyMs: readonly [least: number, most: number];
  readonly blow: (chance: Chance) => Blow;
  /** People go home after this part of the time; default all of it. */
  readonly peopleFor?: number;
}

/** A plan day in five seconds: lines come due and letters leave all the time. */
export const PLAYING_RATE = 17_280;

/** Everything, the dear things seldom: a part that starts anew takes seconds in which little else can go wrong. */
export const everything: Profile = {
  rate: PLAYING_RATE,
  everyMs: [800, 3_200],
  blow: (chance) => drawn(chance, table),
};

type Draw = (chance: Chance) => Blow;

const drawn = (chance: Chance, of: readonly (readonly [weight: number, draw: Draw])[]): Blow => {
  let left = chance.next() * of.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, draw] of of) {
    left -= weight;
    if (left < 0) return draw(chance);
  }
  return { kind: 'cut', link: 'api-postgres' };
};

export const kill =
  (...of: readonly [PartName, ...PartName[]]): Draw =>
  (chance) => ({ kind: 'kill', part: chance.one(of), downMs: chance.between(0, 2_000) });
/** Below the 15 s after which a silent worker is held for dead: then it is not, and two would deliver. */
const freeze: Draw = (chance) => ({ kind: 'freeze', part: chance.one(parts), ms: chance.between(500, 6_000) });
const restart: Draw = (chance) => ({ kind: 'restart', part: chance.one(['postgres', 'temporal', 'api', 'worker']) });
const cut: Draw = (chance) => ({ kind: 'cut', link: chance.one(links) });
const delay: Draw = (chance) => ({
  kind: 'delay',
  link: chance.one(links),
  byMs: chance.between(20, 400),
  ms: chance.between(1_000, 5_000),
});
const deafen: Draw = (chance) => ({ kind: 'deafen', link: chance.one(links), ms: chance.between(300, 3_000) });
export const loseAnswer: Draw = (chance) => ({
  kind: 'loseAnswer',
  link: chance.one(['api-postgres', 'worker-postgres', 'worker-smtp']),
});
const loseWord: Draw = (chance) => ({ kind: 'loseWord', link: chance.one(['api-postgres', 'worker-postgres']) });
export const failpoint =
  (...of: readonly [FailpointName, ...FailpointName[]]): Draw =>
  (chance) => ({
    kind: 'failpoint',
    name: chance.one(of),
    action: chance.often(0.7) ? 'crash' : 'pause',
    ms: chance.between(500, 4_000),
  });
const clock: Draw = (chance) => ({ kind: 'clock', hours: chance.between(2, 30), rate: PLAYING_RATE });
export const forget: Draw = () => ({ kind: 'forget' });

const table: readonly (readonly [number, Draw])[] = [
  [3, kill('api', 'worker')],
  [2, kill('postgres', 'temporal', 'smtp')],
  [3, freeze],
  [1, restart],
  [4, cut],
  [2, delay],
  [2, deafen],
  [5, loseAnswer],
  [2, loseWord],
  [6, failpoint(...failpoints)],
  [1, clock],
  [0.4, forget],
];

/** The time line of a run: the same seed gives the same one. */
export const faultsOf = (seed: number, ms: number, profile: Profile): readonly Fault[] => {
  const chance = chanceOf(seed);
  const faults: Fault[] = [];
  for (let at = chance.between(...profile.everyMs); at < ms; at += chance.between(...profile.everyMs))
    faults.push({ ...profile.blow(chance), at });
  return faults;
};

/** At which a plan's clock may play after these faults: as the run has set it, or the office in one of them. */
export const ratesOf = ({ rate }: Pick<Profile, 'rate'>, faults: readonly Fault[]): ReadonlySet<number> =>
  new Set([rate, ...faults.flatMap((fault) => (fault.kind === 'clock' ? [fault.rate] : []))]);

/** A fault as a line of the printed plan. */
export const faultText = (fault: Fault): string => {
  const { at, kind, ...rest } = fault;
  return `${(at / 1000).toFixed(1).padStart(7)} s  ${kind} ${Object.entries(rest)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`;
};
