import type { Ledger } from './open-ledger.ts';
import { PLAN_NOW } from './queries/read-lateness.ts';

/** Something that does not go on by itself: an activity of a workflow that keeps failing, a promise found broken. */
export interface Trouble {
  /** The workflow: `task:cq-zero-waste-017`, `plan:…`, `post:…`. */
  readonly subject: string;
  /** The activity's name; `verify` with what was found. */
  readonly what: string;
  readonly plan: string;
  /** In our own words, for whoever has to mend it. */
  readonly cause: string;
}

/** Causes are for people; more than this is a whole stack. */
const LONGEST_CAUSE = 1_000;

/** Notes it, or that it is still so: it is known since the first time. */
export const noteTrouble = async (ledger: Ledger, { subject, what, plan, cause }: Trouble): Promise<void> => {
  await ledger.ask(NOTE, [subject, what, plan, cause.slice(0, LONGEST_CAUSE)]);
};

/** It goes on again. */
export const settleTrouble = async (ledger: Ledger, subject: string, what: string): Promise<void> => {
  await ledger.ask('delete from duban.trouble where subject = $1 and what = $2', [subject, what]);
};

/** A task that owes nothing any more was mended without the activity's being asked again: its trouble has passed. */
export const settlePassed = async (ledger: Ledger): Promise<void> => {
  await ledger.ask(PASSED);
};

/** What is in trouble, as `subject what`: any worker whose activity succeeds may settle it. */
export const troubledActivities = async (ledger: Ledger): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await ledger.ask<{ id: string }>(
        `select subject || ' ' || what as id from duban.trouble where what not like 'verify%' order by seen desc limit ${MOST}`,
      )
    ).map(({ id }) => id),
  );

/** Puts what verifying has found in the place of what it found before; what was there before is known since then. */
export const noteVerified = async (ledger: Ledger, found: readonly Trouble[]): Promise<void> =>
  ledger.transact(async (ask) => {
    await ask(
      `delete from duban.trouble t where what like 'verify%' and not exists (
         select 1 from jsonb_to_recordset($1) as n(subject text, what text) where n.subject = t.subject and n.what = t.what)`,
      [JSON.stringify(found)],
    );
    for (const { subject, what, plan, cause } of found.slice(0, MOST)) await ask(NOTE, [subject, what, plan, cause]);
    await ask('update duban.engine set verified_at = clock_timestamp(), differences = $1', [found.length]);
  });

/** The last time that the ledger and its workflows were held against each other, and how much differed. */
export interface LastVerified {
  readonly at: Date;
  readonly differences: number;
}

/** Null when they never were. */
export const lastVerified = async (ledger: Ledger): Promise<LastVerified | null> => {
  const [row] = await ledger.ask<LastVerified>(
    'select verified_at as at, differences from duban.engine where verified_at is not null',
  );
  return row ?? null;
};

const MOST = 1_000;

const PASSED = `
delete from duban.trouble r where r.subject like 'task:%' and r.what not like 'verify%' and not exists (
  select 1 from duban.task t join duban.clock c on c.plan = t.plan
  where t.id = substr(r.subject, 6) and (t.seq > t.routed_seq or t.next_at <= ${PLAN_NOW}))`;

const NOTE = `
insert into duban.trouble (subject, what, plan, cause, since, seen, times)
values ($1, $2, $3, $4, clock_timestamp(), clock_timestamp(), 1)
on conflict (subject, what) do update set cause = excluded.cause, seen = excluded.seen, times = trouble.times + 1`;
