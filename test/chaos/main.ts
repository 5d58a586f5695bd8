import { parseArgs } from 'node:util';
import { everything } from './faults.ts';
import { catchOf, type Guard, type GuardName, guards, isGuard } from './guards.ts';
import { type Ran, run } from './run.ts';

/** `npm run chaos -- [--minutes N] [--seed S] [--without GUARD | --like GUARD] | --guards`: see the README beside this file. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seed: { type: 'string' },
    without: { type: 'string' },
    /** The same run as without that guard, on the sound product. */
    like: { type: 'string' },
    guards: { type: 'boolean', default: false },
  },
});

const table = ({ violations, counts }: Ran): string =>
  [
    ...Object.entries(counts).map(([name, n]) => `  ${name.padEnd(40)} ${String(n).padStart(8)}`),
    violations.length === 0 ? 'no violation' : `${violations.length} violations:`,
    ...violations.map((one) => `  - ${one}`),
  ].join('\n');

const numberOf = (text: string | undefined, otherwise: number): number => {
  const number = text === undefined ? otherwise : Number(text);
  if (!Number.isFinite(number) || number < 0) throw new Error(`"${text ?? ''}" is no number`);
  return number;
};

/** Another violation than the guard's own says that something is wrong, and not that the guard would be missed. */
const verdict = (guard: Guard, violations: readonly string[]): string => {
  const caught = catchOf(guard, violations);
  if (caught !== undefined) return `caught: ${caught}`;
  const instead = violations.length === 0 ? 'nothing was found' : `found instead: ${violations.join(' | ')}`;
  return `NOT CAUGHT, ${instead}`;
};

const withGuardsOf = async (names: readonly GuardName[]): Promise<boolean> => {
  let allCaught = true;
  for (const name of names) {
    const guard: Guard = guards[name];
    const { violations } = await run({ ...guard, guard, keep: false, say: () => undefined });
    allCaught &&= catchOf(guard, violations) !== undefined;
    console.log(`${name} (seed ${guard.seed}): ${verdict(guard, violations)}`);
  }
  return allCaught;
};

const main = async (): Promise<number> => {
  if (values.guards) return (await withGuardsOf(Object.keys(guards).filter(isGuard))) ? 0 : 1;
  const { without, like } = values;
  const named = without ?? like;
  if (named !== undefined && !isGuard(named))
    throw new Error(`"${named}" is no guard; these are: ${Object.keys(guards).join(', ')}`);
  const guard: Guard | null = named === undefined ? null : guards[named];
  const seed = numberOf(values.seed, guard?.seed ?? Date.now() % 1_000_000);
  const minutes = numberOf(values.minutes, guard?.minutes ?? 2);
  const ran = await run({
    seed,
    minutes,
    profile: guard?.profile ?? everything,
    guard: without === undefined ? null : guard,
    keep: true,
    say: (text) => {
      console.log(text);
    },
  });
  console.log(table(ran));
  if (guard !== null && without !== undefined) console.log(`${without}: ${verdict(guard, ran.violations)}`);
  console.log(
    `npm run chaos -- --seed ${seed} --minutes ${minutes}${without === undefined ? '' : ` --without ${without}`}${like === undefined ? '' : ` --like ${like}`}`,
  );
  return ran.violations.length === 0 ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (cause) {
  console.error(cause);
  process.exitCode = 2;
}
