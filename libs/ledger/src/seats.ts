import type { PersonId, Post } from '#domain/actor';
import type { Day } from '#domain/time/day';
import { planNow } from '#domain/time/plan-clock';
import { randomUUID } from 'node:crypto';
import type { Ask } from './ask.ts';
import { type ClockRow, clockOf, instant } from './context.ts';
import type { Ledger } from './open-ledger.ts';

/** Who holds a post, and the last plan day on which he does; null while no end is known. */
export interface Seat {
  readonly unit: string;
  readonly post: Post;
  readonly login: string;
  readonly until: Day | null;
}

/**
 * The office says who holds a post and until when; from the day after, he gets neither letters nor a hearing in it. Others
 * who hold the post are left as they are. False when the plan has no such unit, or nobody has that login.
 */
export const setSeat = (ledger: Ledger, plan: string, seat: Seat, by: PersonId): Promise<boolean> =>
  ledger.transact(async (ask) => {
    const [written] = await ask(SEAT, [plan, seat.unit, seat.post, seat.login, seat.until]);
    if (written === undefined) return false;
    await record(ask, plan, 'seatSet', by, seat);
    return true;
  });

/** An address that letters came back from. */
export interface BouncedAddress {
  readonly address: string;
  readonly person: PersonId;
  readonly name: string;
  readonly since: Date;
  readonly cause: string;
  readonly letter: number;
}

/** The bounced addresses of a plan's people, by address; there cannot be more than people. */
export const readBounced = (ledger: Ledger, plan: string): Promise<readonly BouncedAddress[]> =>
  ledger.ask(`${BOUNCED} order by b.address limit 200`, [plan]);

/** The office believes in an address again. False when it is none that bounced, or of nobody in this plan. */
export const clearBounced = (ledger: Ledger, plan: string, address: string, by: PersonId): Promise<boolean> =>
  ledger.transact(async (ask) => {
    const [known] = await ask<BouncedAddress>(`${BOUNCED} and b.address = lower($2)`, [plan, address]);
    if (known === undefined) return false;
    await ask('delete from duban.bounced_address where address = $1', [known.address]);
    await record(ask, plan, 'addressCleared', by, known);
    return true;
  });

const record = async (ask: Ask, plan: string, kind: string, by: PersonId, body: object): Promise<void> => {
  const [row] = await ask<ClockRow>('select c.*, clock_timestamp() as now from duban.clock c where c.plan = $1', [
    plan,
  ]);
  if (row === undefined) throw new Error(`plan ${plan} has no clock`);
  await ask(
    `insert into duban.admin_event (plan, kind, person, key, body, plan_at, at, done) values ($1, $2, $3, $4, $5, $6, $7, true)`,
    [plan, kind, by, randomUUID(), JSON.stringify(body), new Date(planNow(clockOf(row), instant(row.now))), row.now],
  );
};

const SEAT = `
insert into duban.post (plan, unit, post, person, until)
select u.plan, u.id, $3, p.id, $5 from duban.unit u join duban.person p on p.login = $4 where u.plan = $1 and u.id = $2
on conflict (plan, unit, post, person) do update set until = excluded.until returning person`;

const BOUNCED = `
select distinct on (b.address) b.address, p.id as person, p.name, b.since, b.cause, b.letter
from duban.bounced_address b join duban.person p on lower(p.email) = b.address join duban.post o on o.person = p.id
where o.plan = $1`;
