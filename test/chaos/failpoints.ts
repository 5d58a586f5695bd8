import type { Edit } from './edits.ts';
import type { FailpointName } from './faults.ts';

type Place = FailpointName extends `${string}.${infer P}` ? P : never;
const here = (place: Place): string => `await globalThis.failpoint(${JSON.stringify(place)});`;

/**
 * Where a process may die or fall silent. The product's own build knows nothing of them: a run puts them into its copy,
 * and loads `failpoint.js` before it.
 */
export const failpointEdits: readonly Edit[] = [
  {
    file: 'libs/ledger/src/transaction.js',
    // What an order writes goes out with its COMMIT.
    find: 'const answer = ask(statement, params);',
    put: `${here('before-commit')} const answer = ask(statement, params);`,
  },
  {
    file: 'libs/ledger/src/transaction.js',
    find: 'return done;',
    put: `${here('after-commit')} return done;`,
  },
  {
    file: 'apps/worker/src/activities.js',
    find: 'await route(ledger, id, routed);',
    put: `await route(ledger, id, routed); ${here('routed')}`,
  },
  {
    file: 'apps/worker/src/activities.js',
    find: 'const lines = await carryOut(ledger, id);',
    put: `const lines = await carryOut(ledger, id); ${here('carried-out')}`,
  },
  {
    file: 'libs/ledger/src/compose-round.js',
    // The letter is written, with others of its round still to come.
    find: 'if (letter === undefined)',
    put: `${here('in-round')} if (letter === undefined)`,
  },
  {
    file: 'apps/worker/src/deliver.js',
    find: 'const attempt = attemptOf(await send(office, letter, given));',
    put: `${here('marked')} const outcome = await send(office, letter, given); ${here('sent')} const attempt = attemptOf(outcome);`,
  },
];
