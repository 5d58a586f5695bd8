import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A morning and a round for news of one hour may both have a letter of one form for one person. */
export class Round1700000000011 implements MigrationInterface {
  readonly name = 'Round1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table duban.letter add column news boolean not null default false');
    await runner.query('alter table duban.letter drop constraint letter_once');
    await runner.query(
      'alter table duban.letter add constraint letter_once unique (plan, person, form, round_at, news)',
    );
  }

  async down(): Promise<void> {
    throw new Error('there is no way back: a letter of a second round would have to go');
  }
}
