import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger's tables. Facts are append-only by grant; everything a screen filters by is a column; the state is jsonb. */
export class First1700000000001 implements MigrationInterface {
  readonly name = 'First1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('the first migration has no way back: it would throw the record away');
  }
}

const TABLES = `
create table duban.plan (
  id text not null, title text not null, document_sha256 bytea not null,
  office text not null, leading_group text not null, inspectorate text not null,
  clock_may_play boolean not null, imported_at timestamptz not null, frame jsonb not null,
  spread_version integer not null, last_morning date, last_news timestamptz,
  constraint plan_pkey primary key (id));

create table duban.unit (
  plan text not null, id text not null, name text not null, name_en text not null, kind text not null, position integer not null,
  constraint unit_pkey primary key (plan, id));

create table duban.person (
  id text not null, login text not null, name text not null, email text not null, password_hash text not null, home text,
  constraint person_pkey primary key (id), constraint person_login unique (login));

create table duban.post (
  plan text not null, unit text not null, post text not null, person text not null,
  constraint post_pkey primary key (plan, unit, post, person));
create index post_person on duban.post (person);

create table duban.session (
  token_hash bytea not null, person text not null, created_at timestamptz not null, expires_at timestamptz not null,
  constraint session_pkey primary key (token_hash));
create index session_expires on duban.session (expires_at);

create table duban.task_event (
  task text not null, seq integer not null, plan text not null, kind text not null, fact jsonb not null,
  person text, on_day date not null, plan_at timestamptz not null, at timestamptz not null, hash bytea not null,
  constraint task_event_pkey primary key (task, seq));
create index task_event_acts on duban.task_event (plan, plan_at) where person is not null;

create table duban.task_order (
  task text not null, person text not null, key text not null, body_hash bytea not null,
  seq_from integer not null, seq_to integer not null, at timestamptz not null,
  constraint task_order_pkey primary key (task, person, key));

create table duban.task (
  id text not null, plan text not null, no integer not null, section text not null, heading text not null, text text not null,
  star boolean not null, stage text not null, lead text not null, due date not null, due_precision text not null,
  act_by date not null, owed_by date, state jsonb not null, seq integer not null, routed_seq integer not null,
  next_at timestamptz, head bytea not null,
  constraint task_pkey primary key (id), constraint task_number unique (plan, no));
create index task_unrouted on duban.task (id) where seq > routed_seq;
create index task_next on duban.task (next_at) where next_at is not null;

create table duban.assignment (
  task text not null, id text not null, plan text not null, unit text not null, role text not null, stage text not null,
  owner jsonb, issued_on date, acknowledged_on date,
  constraint assignment_pkey primary key (task, id));
create index assignment_unit on duban.assignment (plan, unit);

create table duban.obligation (
  task text not null, key text not null, plan text not null, kind text not null, unit text not null, assignment text,
  since date not null, by_day date not null, next_on date, next_rung text,
  constraint obligation_pkey primary key (task, key));
create index obligation_unit on duban.obligation (plan, unit, by_day);

create table duban.indicator (
  plan text not null, no integer not null, name text not null, star boolean not null, target text not null, facts jsonb not null,
  constraint indicator_pkey primary key (plan, no));

create table duban.notice (
  id serial, plan text not null, task text not null, seq integer not null,
  unit text not null, post text not null, form text not null, news boolean not null, fact jsonb not null,
  on_day date not null, plan_at timestamptz not null, letter integer, dropped text,
  constraint notice_pkey primary key (id), constraint notice_once unique (task, seq, unit, post, form));
create index notice_waiting on duban.notice (plan, news, on_day) where letter is null and dropped is null;
create index notice_letter on duban.notice (letter);

create table duban.letter (
  id serial, plan text not null, form text not null, person text not null, address text not null,
  message_id text not null, round_at timestamptz not null, plan_day date not null, content jsonb not null,
  state text not null, attempts integer not null, next_try_at timestamptz not null, marked_at timestamptz, sent_at timestamptz, cause text,
  constraint letter_pkey primary key (id), constraint letter_message unique (message_id),
  constraint letter_once unique (plan, person, form, round_at));
create index letter_unsettled on duban.letter (plan, state) where state in ('waiting', 'sending', 'doubtful');

create table duban.calendar (
  id integer not null, version integer not null, valid_through_year integer not null,
  constraint calendar_pkey primary key (id));
create table duban.calendar_day (
  day date not null, working boolean not null,
  constraint calendar_day_pkey primary key (day));

create table duban.clock (
  plan text not null, anchor_plan timestamptz not null, anchor_real timestamptz not null, rate double precision not null,
  seen timestamptz not null, version integer not null, set_at timestamptz not null,
  constraint clock_pkey primary key (plan));

create table duban.admin_event (
  id serial, plan text not null, kind text not null, person text, key text not null, body jsonb not null,
  plan_at timestamptz not null, at timestamptz not null, done boolean not null,
  constraint admin_event_pkey primary key (id));
create unique index admin_event_key on duban.admin_event (plan, kind, key);
create index admin_event_open on duban.admin_event (plan, id) where not done;

create table duban.anchor (
  plan text not null, day date not null, hash bytea not null, at timestamptz not null,
  constraint anchor_pkey primary key (plan, day));

create table duban.engine (
  id integer not null, namespace_id text not null,
  constraint engine_pkey primary key (id));
`;

/** Facts can be added, never changed: neither role may update or delete them. `grants.spec.ts` holds this table. */
const GRANTS = `
grant usage on schema duban to duban_api, duban_worker, duban_reader;
grant select on all tables in schema duban to duban_api, duban_worker, duban_reader;
revoke select on duban.session, duban.person from duban_reader, duban_worker;
grant select (id, login, name, email, home) on duban.person to duban_worker, duban_reader;
grant insert on duban.plan, duban.unit, duban.indicator, duban.clock, duban.post, duban.task to duban_api;
grant insert on duban.task_event, duban.task_order, duban.admin_event to duban_api, duban_worker;
grant insert, update, delete on duban.assignment, duban.obligation to duban_api, duban_worker;
grant update on duban.task, duban.clock to duban_api, duban_worker;
grant insert, delete on duban.session to duban_api;
grant update (spread_version, last_morning, last_news) on duban.plan to duban_worker;
grant update (done) on duban.admin_event to duban_worker;
grant insert, update on duban.notice, duban.letter, duban.engine to duban_worker;
grant insert on duban.anchor to duban_worker;
grant usage on all sequences in schema duban to duban_api, duban_worker;
`;
