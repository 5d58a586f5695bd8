import type { Assignment } from '#domain/assignment';
import { chanceOf } from './chance.ts';

/** How an order is given, besides once. */
export type Manner =
  | 'once'
  /** The same again as soon as it is answered. */
  | 'again'
  /** Twice at the same moment. */
  | 'twice'
  /** With the same key another order, after the answer. */
  | 'otherBody';

/** An order that somebody will give. */
export interface Intent {
  /** Real milliseconds after the beginning. */
  readonly at: number;
  readonly person: string;
  readonly task: string;
  readonly key: string;
  readonly command: { readonly kind: string; readonly assignment: string };
  /** Stands in the fact that the order makes, and nowhere else; null where facts hold no text. */
  readonly marker: string | null;
  readonly manner: Manner;
  /** When told that nothing was changed, the person lets it be. */
  readonly givesUp: boolean;
}

const PAUSE_MS = [60, 420] as const;
const held: readonly [assignment: Assignment['id'], unit: string][] = [
  // As the small plan has them.
  ['lead.water-bureau' as Assignment['id'], 'water-bureau'],
  ['support.finance-bureau' as Assignment['id'], 'finance-bureau'],
  ['responsible.east-district' as Assignment['id'], 'east-district'],
  ['responsible.west-district' as Assignment['id'], 'west-district'],
];

/** What the people of the small plan will ask for: the same seed gives the same orders with the same keys. */
export const ordersOf = (seed: number, ms: number, tasks: readonly string[]): readonly Intent[] => {
  const chance = chanceOf(seed ^ 0x5eed);
  const intents: Intent[] = [];
  const [first = ''] = tasks;
  for (let at = chance.between(...PAUSE_MS); at < ms; at += chance.between(...PAUSE_MS)) {
    const n = intents.length;
    const marker = `第${seed}-${n}条`;
    const [assignment, unit] = chance.one(held as [(typeof held)[number], ...typeof held]);
    const task = chance.one([first, ...tasks]);
    const give = (post: string, command: Intent['command'], marked: boolean): void => {
      intents.push({
        ...{ at, task, command },
        person: `${unit}.${post}`,
        key: `chaos-${seed}-${n}`,
        marker: marked ? marker : null,
        manner: chance.one(['once', 'once', 'again', 'twice', 'otherBody']),
        givesUp: chance.often(0.5),
      });
    };
    const what = chance.next();
    if (what < 0.15) give('liaison', { kind: 'acknowledge', assignment }, false);
    else if (what < 0.55) give('chief', { kind: 'nameOwner', assignment, ...namesOf(marker) }, true);
    else if (what < 0.65) give('liaison', { kind: 'nameOwner', assignment, ...namesOf(marker) }, true);
    else give('chief', { kind: 'note', assignment, ...{ text: `请知悉：${marker}` } }, true);
  }
  return intents;
};

const namesOf = (leader: string): object => ({ leader, handler: '乙', liaison: '丙' });

/** An order as a line of the printed plan. */
export const orderText = ({ at, person, task, command, key, manner, givesUp }: Intent): string =>
  `${(at / 1000).toFixed(1).padStart(7)} s  ${person} ${task} ${command.kind} ${command.assignment} key ${key} ${manner}${givesUp ? ', gives up' : ''}`;
