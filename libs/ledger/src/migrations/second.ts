import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that people have brought in. */
export class Second1700000000002 implements MigrationInterface {
  readonly name = 'Second1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('the second migration has no way back: it would throw uploads away');
  }
}

const TABLE = `
create table duban.upload (
  id text not null, plan text not null, person text not null, units jsonb not null, name text not null,
  bytes integer not null, sha256 bytea not null, at timestamptz not null,
  constraint upload_pkey primary key (id));
create index upload_person on duban.upload (person, at);
`;

/** An upload can be added, never changed: what became evidence must stay what it was. */
const GRANTS = `
grant select on duban.upload to duban_api, duban_worker, duban_reader;
grant insert on duban.upload to duban_api;
`;
