import type { PlanId } from '#domain/task';
import type { Ledger } from './open-ledger.ts';
import { release } from './release.ts';

/** For people: why a letter never left. */
const CAUSE = '收件人已不在此岗位，或其邮箱已变更、退信：改由下一轮寄送现任';

/**
 * Takes back the letters that still wait for somebody who has left the post since, or whose address has changed or bounced:
 * what they would have told waits for the next round. Says how many.
 */
export const recallLetters = async (ledger: Ledger, plan: PlanId): Promise<number> =>
  ledger.transact(async (ask) => {
    const recalled = await ask<{ id: number }>(RECALL, [plan, CAUSE]);
    for (const { id } of recalled) await release(ask, id);
    return recalled.length;
  });

// Whoever claims one of them just now has its row locked: it is under way.
const RECALL = `
update duban.letter set state = 'recalled', cause = $2 where id in (
  select l.id from duban.letter l where l.plan = $1 and l.state = 'waiting' and not exists (
    select 1 from duban.post c join duban.person p on p.id = c.person left join duban.bounced_address b on b.address = lower(p.email)
    where c.plan = l.plan and c.person = l.person and c.unit = l.content -> 'to' ->> 'unit' and c.post = l.content -> 'to' ->> 'post'
      and (c.until is null or duban.is_held(c.plan, c.until)) and lower(p.email) = lower(l.address) and b.address is null)
  order by l.id for update of l skip locked)
returning id`;
