import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The highest rung that a task has climbed, as a column: a list of tasks then does without their states. */
export class Rung1700000000010 implements MigrationInterface {
  readonly name = 'Rung1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table duban.task add column rung text');
    await runner.query(
      `update duban.task t set rung = (select max(climb.value ->> 'rung') from jsonb_each(t.state -> 'climbs') climb)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table duban.task drop column rung');
  }
}
