import type { PersonId } from '#domain/actor';
import type { PlanId } from '#domain/task';
import { planNow } from '#domain/time/plan-clock';
import { type ClockRow, clockOf, instant } from './context.ts';
import type { LetterState } from './letters.ts';
import type { Ledger } from './open-ledger.ts';
import { LIVE } from './release.ts';

export type SentAgain =
  | { readonly verdict: 'recorded' }
  /** It is neither doubtful nor refused: it waits, is under way, has been sent, or another tells of it. */
  | { readonly verdict: 'notOpen'; readonly state: LetterState }
  /** The key was used for another letter. */
  | { readonly verdict: 'keyReused' };

/** The plan of a letter; undefined when there is no such letter. */
export const planOfLetter = async (ledger: Ledger, letter: number): Promise<PlanId | undefined> => {
  const [row] = await ledger.ask<{ plan: PlanId }>('select plan from duban.letter where id = $1', [letter]);
  return row?.plan;
};

/**
 * The office sends a doubtful or refused letter once more: it waits like a new one and keeps its Message-ID, so that a
 * receiver's program lets two copies fall together and a mail log finds either. What a bounced one told is with another by then.
 * Who did it, and when, is an `admin_event`. The same key gives the first answer again.
 */
export const sendAgain = async (
  ledger: Ledger,
  { plan, letter }: { readonly plan: PlanId; readonly letter: number },
  by: PersonId,
  key: string,
): Promise<SentAgain> => {
  const done = await ledger.transact<SentAgain>(async (ask) => {
    const [row] = await ask<ClockRow & { state: LetterState; person: string }>(
      `select c.*, l.state, l.person, clock_timestamp() as now from duban.letter l join duban.clock c on c.plan = l.plan
       where l.id = $1 and l.plan = $2 for update of l`,
      [letter, plan],
    );
    if (row === undefined) throw new Error(`no letter ${letter} in ${plan}`);
    const [known] = await ask<{ letter: number }>(
      `select (body ->> 'letter')::int as letter from duban.admin_event where plan = $1 and kind = 'letterAgain' and key = $2`,
      [plan, `${by} ${key}`],
    );
    if (known !== undefined) return { verdict: known.letter === letter ? 'recorded' : 'keyReused' };
    if (row.state !== 'doubtful' && row.state !== 'failed') return { verdict: 'notOpen', state: row.state };
    const [other] = await ask(TOLD_SINCE, [letter]);
    if (other !== undefined) return { verdict: 'notOpen', state: 'merged' };
    // Somebody may have it already: no other letter is to tell it a second time.
    await ask(AGAIN, [letter]);
    await ask(
      `insert into duban.admin_event (plan, kind, person, key, body, plan_at, at, done) values ($1, 'letterAgain', $2, $3, $4, $5, $6, true)`,
      [
        plan,
        by,
        `${by} ${key}`,
        JSON.stringify({ letter, was: row.state }),
        new Date(planNow(clockOf(row), instant(row.now))),
        row.now,
      ],
    );
    return { verdict: 'recorded' };
  });
  if (done.verdict === 'recorded') ledger.announce(`post:${plan}`);
  return done;
};

/** The same person has been told some of it in another letter. */
const TOLD_SINCE = `
select 1 from duban.letter l join duban.letter o on o.plan = l.plan and o.person = l.person and o.form = l.form and o.id > l.id
where l.id = $1 and o.state in ${LIVE}
  and exists (select from jsonb_array_elements(l.notices) as n(value) where o.notices @> n.value) limit 1`;

const AGAIN = `update duban.letter set state = 'waiting', next_try_at = clock_timestamp(), again = true where id = $1`;
