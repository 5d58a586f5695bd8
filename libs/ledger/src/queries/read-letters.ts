import type { Letter, LetterQuery } from '#contract/letter';
import { momentText } from '#contract/moments';
import type { Page } from '#contract/page';
import type { PersonId } from '#domain/actor';
import type { LetterContent } from '#domain/letter';
import type { Ledger } from '../open-ledger.ts';

interface Row extends Pick<Letter, 'id' | 'form' | 'state' | 'planDay' | 'attempts' | 'cause' | 'mergedInto'> {
  readonly content: LetterContent;
  readonly sent_at: Date | null;
}

/** A letter of the mail log; its subject is drawn from the content, by the same hand that draws the letter. */
export type LetterRecord = Omit<Letter, 'subject'> & { readonly content: LetterContent };

/** The mail log of a plan, newest first; `person` narrows it to the letters of one. */
export const readLetters = async (
  ledger: Ledger,
  plan: string,
  { state, after, limit }: LetterQuery,
  person: PersonId | null,
): Promise<Page<LetterRecord>> => {
  const rows = await ledger.ask<Row>(LETTERS, [plan, after, limit + 1, state ?? null, person]);
  const items = rows.slice(0, limit).map(recordOf);
  return { items, next: rows.length > limit ? String(items.at(-1)?.id ?? 0) : null };
};

const recordOf = ({ content, sent_at: sentAt, ...row }: Row): LetterRecord => {
  const { person, name, unit, unitName, post, address } = content.to;
  return {
    ...row,
    content,
    number: content.number,
    to: { person, name, unit: { id: unit, name: unitName }, post, address },
    sentAt: sentAt === null ? null : momentText(sentAt),
    tasks: [...new Set(content.items.map((item) => item.task))],
  };
};

const LETTERS = `
select l.id, l.form, l.state, l.plan_day as "planDay", l.attempts, l.cause, l.merged_into as "mergedInto", l.content, l.sent_at
from duban.letter l
where l.plan = $1 and ($2 = 0 or l.id < $2) and ($4::text is null or l.state = $4) and ($5::text is null or l.person = $5)
order by l.id desc limit $3`;
