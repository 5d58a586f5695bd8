import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a letter has to say of itself so that it can be taken back, or be one of two of an hour. */
export class Round1700000000011 implements MigrationInterface {
  readonly name = 'Round1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(KNOWN);
    await runner.query(TOLD);
    await runner.query('grant update (again) on duban.letter to duban_api');
  }

  async down(): Promise<void> {
    throw new Error('there is no way back: a letter of a second round would have to go');
  }
}

/**
 * `news` the round that wrote it: a morning and a round for news of one hour may both have a letter of one form for one person.
 * `seats` the posts for which its reader gets it, null for letters of before: that of its heading. `again` the office sends it
 * once more: it must not be merged.
 */
const TABLES = `
alter table duban.letter add column news boolean not null default false, add column seats jsonb, add column again boolean not null default false;
alter table duban.letter drop constraint letter_once;
alter table duban.letter add constraint letter_once unique (plan, person, form, round_at, news);
create index letter_form on duban.letter (plan, form, plan_day);
`;

/** Letters of before, and those that the office has sent again, did not say what they tell. */
const TOLD = `
update duban.letter l set again = true, notices = coalesce((select jsonb_agg(n.id) from duban.notice n where n.letter = l.id), '[]')
where l.notices is null`;

/** A letter of empty chairs that was written on a day whose morning has not been gone is one of news. */
const KNOWN = `
update duban.letter l set news = true from duban.plan p
where p.id = l.plan and l.form = 'undelivered' and (p.last_morning is null or l.plan_day > p.last_morning)`;
