import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Posts that end, addresses that bounce, empty chairs that the office knows of, and letters merged into later ones. */
export class Fourth1700000000004 implements MigrationInterface {
  readonly name = 'Fourth1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('the fourth migration has no way back: it would throw the record away');
  }
}

/** `until` is the last plan day on which the post is held; `is_held` reads the plan clock as `planNow` of the domain does, a test shows it.
 * `merged_into` is the letter that tells what this one would have;
 * `notices` what it tells, null for one that must not be merged. */
const TABLES = `
alter table duban.post add until date;
alter table duban.letter add merged_into integer, add notices jsonb;

create function duban.is_held(of_plan text, until date) returns boolean language sql stable as $$
  select until >= (
    select ((c.anchor_plan + greatest(interval '0', (case when c.rate in (0, 1) then clock_timestamp()
      else least(clock_timestamp(), c.seen + interval '15 seconds') end) - c.anchor_real) * c.rate) at time zone interval '8 hours')::date
    from duban.clock c where c.plan = of_plan) $$;

create table duban.bounced_address (
  address text not null, since timestamptz not null, cause text not null, letter integer not null,
  constraint bounced_address_pkey primary key (address));

create table duban.empty_chair (
  plan text not null, unit text not null, post text not null, why text not null, since date not null,
  constraint empty_chair_pkey primary key (plan, unit, post));
`;

/** The api sends a letter again and clears an address; only the worker learns of bounces and tells of empty chairs. */
const GRANTS = `
grant select on duban.bounced_address, duban.empty_chair to duban_api, duban_worker, duban_reader;
grant update (state, next_try_at, notices) on duban.letter to duban_api;
grant update (until), delete on duban.post to duban_api;
grant insert, update on duban.bounced_address to duban_worker;
grant delete on duban.bounced_address to duban_api;
grant insert, update, delete on duban.empty_chair to duban_worker;
`;
