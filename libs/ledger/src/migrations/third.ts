import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Letters know the thread that they continue and the tasks that they tell of, and say more. */
export class Third1700000000003 implements MigrationInterface {
  readonly name = 'Third1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(CONTENTS);
  }

  async down(): Promise<void> {
    throw new Error('the third migration has no way back: letters would lose their threads');
  }
}

/** `thread`: Message-IDs, oldest first. Letters of before begin threads of their own. */
const COLUMNS = `
alter table duban.letter add column thread jsonb, add column tasks jsonb;
update duban.letter set thread = '[]',
  tasks = (select coalesce(jsonb_agg(distinct item -> 'task'), '[]') from jsonb_array_elements(content -> 'items') item);
alter table duban.letter alter column thread set not null, alter column tasks set not null;
create index letter_person on duban.letter (plan, person, id);
`;

/** A letter of before can be sent again: what it does not know it does not say. */
const CONTENTS = `
update duban.letter l set content = content || jsonb_build_object(
  'contacts', '[]'::jsonb,
  'to', content -> 'to' || jsonb_build_object('kind', coalesce(
    (select u.kind from duban.unit u where u.plan = l.plan and u.id = l.content -> 'to' ->> 'unit'), 'bureau')),
  'items', (select coalesce(jsonb_agg(
      '{"consulted": false, "provisional": false, "confirmBy": null, "replyBy": null, "foretold": false, "climbed": [], "issue": null, "missing": null}'::jsonb || item
      order by n), '[]')
    from jsonb_array_elements(content -> 'items') with ordinality as i(item, n)))
`;
