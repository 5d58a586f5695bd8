import { randomBytes } from 'node:crypto';
import type { Chair, PersonId } from '#domain/actor';
import type { PlanId } from '#domain/task';
import type { UnitId } from '#domain/unit';
import type { Statement } from './ask.ts';
import { sha256 } from './canonical.ts';
import type { Ledger } from './open-ledger.ts';
import { heldNow } from './held.ts';

/** Who is asking: a person with the posts held today, by plan. */
export interface Who {
  readonly person: PersonId;
  readonly login: string;
  readonly name: string;
  /** The bureau that an office member comes from; null for everybody else. */
  readonly home: UnitId | null;
  readonly chairs: readonly (Chair & { readonly plan: PlanId; readonly unitName: string })[];
}

/** A working day, so that nobody logs in twice before evening. */
export const SESSION_HOURS = 12;

/** The password hash behind a login; undefined when nobody has it. */
export const credentialsOf = async (
  ledger: Ledger,
  login: string,
): Promise<{ person: PersonId; hash: string } | undefined> => {
  const [row] = await ledger.ask<{ person: PersonId; hash: string }>(
    'select id as person, password_hash as hash from duban.person where login = $1',
    [login],
  );
  return row;
};

/** Opens a session and gives its token; the ledger keeps only the token's hash. Sessions that have run out are swept. */
export const openSession = async (ledger: Ledger, person: PersonId): Promise<string> => {
  const token = randomBytes(32).toString('base64url');
  await ledger.ask(
    `with swept as (delete from duban.session where expires_at < now())
     insert into duban.session (token_hash, person, created_at, expires_at) values ($1, $2, now(), now() + make_interval(hours => $3))`,
    [sha256(token), person, SESSION_HOURS],
  );
  return token;
};

/** Ends a session; nothing happens when there is none. */
export const endSession = async (ledger: Ledger, token: string): Promise<void> => {
  await ledger.ask('delete from duban.session where token_hash = $1', [sha256(token)]);
};

/** Who holds a token; undefined when it is unknown or has run out. */
export const whoIs = async (ledger: Ledger, token: string): Promise<Who | undefined> => {
  const [who] = await ledger.ask<Who>(WHO, [sha256(token)]);
  return who;
};

const WHO: Statement = {
  name: 'who',
  sql: `
select p.id as person, p.login, p.name, p.home,
  coalesce((select jsonb_agg(jsonb_build_object('plan', c.plan, 'unit', c.unit, 'post', c.post, 'unitName', u.name) order by c.plan, u.position)
    from duban.post c join duban.unit u on u.plan = c.plan and u.id = c.unit where c.person = p.id and ${heldNow('c')}), '[]') as chairs
from duban.session s join duban.person p on p.id = s.person where s.token_hash = $1 and s.expires_at > now()`,
};
