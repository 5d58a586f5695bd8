import type { Addressee, ToldChair } from '#domain/letter';
import type { PlanId } from '#domain/task';
import type { Ask } from './ask.ts';
import type { Delivery, Directory } from './directory.ts';
import type { Round } from './post-desk.ts';

/**
 * The empty chairs that this round met and the office does not know of yet: each once for its reason, until that changes.
 * So is a chair of whose holders one cannot be reached. A chair that is whole again is forgotten, so that it is told anew
 * when it falls empty again.
 */
export const newlyEmpty = async (
  ask: Ask,
  plan: PlanId,
  round: Round,
  deliveries: readonly Delivery[],
  directory: Directory,
): Promise<readonly ToldChair[]> => {
  const known = await ask<{ unit: string; post: string; why: string }>(
    'select unit, post, why from duban.empty_chair where plan = $1',
    [plan],
  );
  const heldAgain = known
    .map(({ unit, post }) => `${unit} ${post}`)
    .filter((chair) => directory.holders.has(chair) && !directory.unreached.has(chair));
  if (heldAgain.length > 0)
    await ask(`delete from duban.empty_chair where plan = $1 and unit || ' ' || post = any($2)`, [plan, heldAgain]);
  const told = new Set(known.map(({ unit, post, why }) => `${unit} ${post} ${why}`));
  const fresh = new Map<string, ToldChair>();
  for (const { standsIn, to } of deliveries) {
    const chair = standsIn ?? partlyHeld(to, directory);
    if (chair === null || to.length === 0 || told.has(`${chair.unit} ${chair.post} ${rememberedAs(chair)}`)) continue;
    fresh.set(`${chair.unit} ${chair.post}`, { ...chair, to: to.map(reader) });
  }
  const chairs = [...fresh.values()];
  if (chairs.length > 0)
    await ask(REMEMBER, [
      plan,
      round.day,
      JSON.stringify(chairs.map((chair) => ({ ...chair, why: rememberedAs(chair) }))),
    ]);
  return chairs;
};

/** That a post's last holder cannot be reached is news also where one of them could not before. */
const rememberedAs = ({ why, unreached }: Pick<ToldChair, 'why' | 'unreached'>): string =>
  unreached === undefined ? why : `${why}: ${unreached}`;

const partlyHeld = (holders: readonly Addressee[], directory: Directory): Omit<ToldChair, 'to'> | null => {
  const [one] = holders;
  if (one === undefined) return null;
  const { unit, unitName, kind, post } = one;
  const unreached = directory.unreached.get(`${unit} ${post}`);
  if (unreached === undefined) return null;
  return { unit, unitName, kind, post, why: 'bounced', cause: unreached.cause, unreached: unreached.name };
};

const reader = ({ name, unitName, kind, post }: Addressee): ToldChair['to'][number] => ({
  name,
  unitName,
  kind,
  post,
});

const REMEMBER = `
insert into duban.empty_chair (plan, unit, post, why, since)
select $1, c.unit, c.post, c.why, $2 from jsonb_to_recordset($3) as c(unit text, post text, why text)
on conflict (plan, unit, post) do update set why = excluded.why, since = excluded.since`;
