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
    file: 'libs/ledger/src/open-ledger.js',
    find: 'const done = await work(askIn(runner));',
    put: `const done = await work(askIn(runner)); ${here('before-commit')}`,
  },
  {
    file: 'libs/ledger/src/open-ledger.js',
    find: 'await commit(runner);',
    put: `await commit(runner); ${here('after-commit')}`,
  },
  {
    file: 'apps/worker/src/activities.js',
    find: 'await route(ledger, id);',
    put: `await route(ledger, id); ${here('routed')}`,
  },
  {
    file: 'apps/worker/src/activities.js',
    find: 'await loud(log, () => carryOut(ledger, id));',
    put: `await loud(log, () => carryOut(ledger, id)); ${here('carried-out')}`,
  },
  {
    file: 'libs/ledger/src/compose-round.js',
    // The letter is written, with others of its round still to come.
    find: '            ids,\n        ]);',
    put: `            ids,\n        ]); ${here('in-round')}`,
  },
  {
    file: 'apps/worker/src/deliver.js',
    find: 'await settleLetter(office.ledger, letter, attemptOf(await send(office, letter)));',
    put: `${here('marked')} const outcome = await send(office, letter); ${here('sent')} await settleLetter(office.ledger, letter, attemptOf(outcome));`,
  },
];
