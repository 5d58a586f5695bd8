import type { Chair, PersonId } from '#domain/actor';
import type { PlanId } from '#domain/task';
import type { UnitId } from '#domain/unit';
import type { Ask } from './ask.ts';
import type { Ledger } from './open-ledger.ts';

/** A person who can log in and receive letters, with the posts held in a plan's units. */
export interface Person {
  readonly id: PersonId;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  /** argon2id, in its own text form. */
  readonly passwordHash: string;
  readonly chairs: readonly Chair[];
  /** Office members come from a bureau; at sign-off they keep away from its tasks. */
  readonly home?: UnitId;
}

/** Adds people to a plan; those whose login is known already are left as they are. Needs the owner's rights. */
export const addPeople = async (ledger: Ledger, plan: PlanId, people: readonly Person[]): Promise<void> => {
  await ledger.transact((ask) => seat(ask, plan, people));
};

/** The same inside a transaction. */
export const seat = async (ask: Ask, plan: PlanId, people: readonly Person[]): Promise<void> => {
  const rows = people.map((one) => ({
    id: one.id,
    login: one.login,
    name: one.name,
    email: one.email,
    hash: one.passwordHash,
    home: one.home ?? null,
  }));
  await ask(
    `insert into duban.person (id, login, name, email, password_hash, home)
     select p.id, p.login, p.name, p.email, p.hash, p.home
     from jsonb_to_recordset($1) as p(id text, login text, name text, email text, hash text, home text) on conflict do nothing`,
    [JSON.stringify(rows)],
  );
  const chairs = people.flatMap((one) => one.chairs.map(({ unit, post }) => ({ login: one.login, unit, post })));
  await ask(
    `insert into duban.post (plan, unit, post, person)
     select $1, c.unit, c.post, p.id from jsonb_to_recordset($2) as c(login text, unit text, post text)
     join duban.person p on p.login = c.login on conflict do nothing`,
    [plan, JSON.stringify(chairs)],
  );
};
