import type { PlanId } from '#domain/task';
import { dayOf } from '#domain/time/day';
import { planNow } from '#domain/time/plan-clock';
import type { Ask } from './ask.ts';
import { addressees, readDirectory } from './directory.ts';
import type { Ledger } from './open-ledger.ts';
import { readPost } from './post-desk.ts';
import { READER_GONE } from './reader-gone.ts';
import { lockPlan, release } from './release.ts';

/** For people: why a letter never left. */
const CAUSE = '收件人已不在此岗位，或其邮箱已变更、退信：改由下一轮寄送现任';

/**
 * Takes back the letters that still wait for somebody who has left a post of theirs since, or whose address has changed or
 * bounced: what they would have told waits for the next round. What tells the office of empty chairs goes to whoever of it is
 * to be told now. Says how many.
 */
export const recallLetters = async (ledger: Ledger, plan: PlanId): Promise<number> => {
  let all = 0;
  for (let some = MOST_AT_ONCE; some === MOST_AT_ONCE; all += some)
    some = await ledger.transact(async (ask) => {
      await lockPlan(ask, plan);
      return recallIn(ledger, ask, plan);
    });
  return all;
};

/** A transaction must not last. */
const MOST_AT_ONCE = 500;

/** The same in a transaction that holds the plan's lock, for so many. */
export const recallIn = async (ledger: Ledger, ask: Ask, plan: PlanId): Promise<number> => {
  const recalled = await ask<Recalled>(RECALL, [plan, CAUSE]);
  if (recalled.length === 0) return 0;
  const moved: number[] = [];
  for (const letter of recalled.filter(({ form }) => form === 'undelivered'))
    if (await readdress(ledger, ask, plan, letter)) moved.push(letter.id);
  await release(
    ask,
    recalled.map(({ id }) => id).filter((id) => !moved.includes(id)),
  );
  return recalled.length;
};

interface Recalled {
  readonly id: number;
  readonly form: string;
}

/** Nobody has had it: it becomes the letter of somebody of the office who has none of its round, as if written to him. False when all have, or nobody is there. */
const readdress = async (ledger: Ledger, ask: Ask, plan: PlanId, { id }: Recalled): Promise<boolean> => {
  const post = await readPost(ledger, ask, plan);
  if (post === undefined) return false;
  const directory = await readDirectory(ask, plan, dayOf(planNow(post.clock, post.realNow)));
  const { to: readers, standsIn } = addressees({ unit: directory.office, post: 'liaison' }, directory);
  for (const to of readers) {
    const content = { to, ...(standsIn !== null && { standsIn: [standsIn] }) };
    const seats = [{ unit: to.unit, post: to.post }];
    const moved = await ask(READDRESS, [id, to.person, to.address, JSON.stringify(content), JSON.stringify(seats)]);
    if (moved.length > 0) return true;
  }
  return false;
};

// Whoever claims one of them just now has its row locked: it is under way.
const RECALL = `
update duban.letter set state = 'recalled', cause = $2 where id in (
  select l.id from duban.letter l where l.plan = $1 and l.state = 'waiting' and ${READER_GONE} order by l.id limit ${MOST_AT_ONCE} for update of l skip locked)
returning id, form`;

const READDRESS = `
update duban.letter l set state = 'waiting', cause = null, message_id = replace(l.message_id, '.' || l.person || '.', '.' || $2 || '.'), person = $2, address = $3, content = l.content - 'standsIn' || $4::jsonb, seats = $5::jsonb
where l.id = $1 and not exists (
  select from duban.letter o where o.plan = l.plan and o.form = l.form and o.round_at = l.round_at and o.news = l.news and o.person = $2 and o.id <> l.id)
returning id`;
