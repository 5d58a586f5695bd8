import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the workers know of themselves and of what does not go on, so that whoever looks after it need not ask them. */
export class Fifth1700000000005 implements MigrationInterface {
  readonly name = 'Fifth1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table duban.trouble, duban.worker; alter table duban.engine drop verified_at, drop differences',
    );
  }
}

const TABLES = `
create table duban.trouble (
  subject text not null, what text not null, plan text not null, cause text not null,
  since timestamptz not null, seen timestamptz not null, times integer not null,
  constraint trouble_pkey primary key (subject, what));

create table duban.worker (
  name text not null, version text not null, since timestamptz not null, seen timestamptz not null,
  ring_ms double precision, routed_lag_ms double precision,
  constraint worker_pkey primary key (name));

alter table duban.engine add verified_at timestamptz, add differences integer;
`;

const GRANTS = `
grant select on duban.trouble, duban.worker to duban_api, duban_worker, duban_reader;
grant insert, update, delete on duban.trouble, duban.worker to duban_worker;
`;
