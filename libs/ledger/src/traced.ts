import type { Ask, Statement } from './ask.ts';
import type { Ledger } from './open-ledger.ts';

/** How a statement or a transaction becomes a part of a trace. */
export type AsPart = <T>(
  name: string,
  attributes: { readonly [name: string]: string },
  work: () => Promise<T>,
) => Promise<T>;

/** The ledger, every statement and transaction of it a part of what is under way: its words, without what it is asked with. */
export const traced = (ledger: Ledger, asPart: AsPart): Ledger => {
  const tracedAsk =
    (ask: Ask): Ask =>
    (statement, params) =>
      asPart('statement', { 'db.system.name': 'postgresql', 'db.query.text': wordsOf(statement) }, () =>
        ask(statement, params),
      );
  return {
    ...ledger,
    ask: tracedAsk(ledger.ask),
    transact: (work) =>
      asPart('transaction', { 'db.system.name': 'postgresql' }, () =>
        ledger.transact((ask, last) => work(tracedAsk(ask), tracedAsk(last))),
      ),
  };
};

const wordsOf = (statement: string | Statement): string =>
  (typeof statement === 'string' ? statement : statement.sql).trim().slice(0, MOST);

/** Statements are written by us and hold no values; their beginning tells which it is. */
const MOST = 200;
