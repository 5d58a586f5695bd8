import { readFileSync, writeFileSync } from 'node:fs';
import { obligationNames, orderNames, stageNames } from '#contract/names';
import {
  acceptPart,
  acknowledge,
  approve,
  asLead,
  asResponsible,
  asSupport,
  banan,
  claimDone,
  dispatched,
  drafted,
  ecology,
  finance,
  holder,
  inReview,
  inspectorate,
  judge,
  leadingGroup,
  office,
  question,
  register,
  type Story,
  submit,
  summer,
  underway,
  untilDay,
  uploadOf,
  yuzhong,
} from '../../../test/support/examples.ts';
import { posts } from './actor.ts';
import { personKinds, type PersonKind } from './command.ts';
import { allowed } from './allowed.ts';
import { assignmentOf } from './checklist.ts';
import { itemsOf } from './missing.ts';
import { rules } from './rules/rules.ts';
import type { SubtaskId } from './subtask.ts';
import { currentLimits, type Limit, type ObligationKind, obligationKinds } from './tables/limits.ts';
import { addDays, day } from './time/day.ts';

/** The README's tables are read off the rules and limits; `GOLDEN=write` writes them anew. */
const file = new URL('../README.md', import.meta.url);

/** One task in every situation that an order needs. */
const issued = dispatched({ supports: [finance.id], responsible: [yuzhong.id] });
const planning = issued.then(holder(ecology, 'chief'), acknowledge(asLead()));
const chiefs = [
  [ecology, asLead()],
  [finance, asSupport(finance)],
  [yuzhong, asResponsible(yuzhong)],
] as const;
const received = chiefs
  .slice(1)
  .reduce((story, [house, id]) => story.then(holder(house, 'chief'), acknowledge(id)), planning);
/** A subtask inside each house. */
const divided = chiefs.reduce(
  (story, [house, id]) =>
    story.then(holder(house, 'chief'), {
      kind: 'assignSubtask',
      giver: id,
      holder: id,
      title: '收运网络建设',
      person: null,
      due: day('2020-04-10'),
    }),
  planning,
);
const finished = chiefs.reduce(
  (story, [house], i) =>
    story.then(holder(house, 'chief'), { kind: 'finishSubtask', subtask: `s${i + 1}` as SubtaskId }),
  divided,
);
/** Nobody acknowledges: the clock climbs its ladder, morning by morning, until E4 is proposed. */
const lateUntil = (mornings: number): readonly Story[] => {
  const stories: Story[] = [];
  let story = issued;
  for (let on = day('2020-03-03'), n = 0; n < 2 * mornings; on = addDays(on, 1), n += 1) {
    story = story.at(`${on} 8:30`).clock();
    stories.push(story);
  }
  return stories;
};
const work = underway();
/** Each part as its liaison has proposed to claim it, and as its chief has claimed it. */
const proposed = chiefs.reduce(
  (story, [house, id]) =>
    story.task.assignments
      .filter((one) => one.id === id)
      .flatMap((one) => itemsOf(story.task, one))
      .reduce((at, item) => at.then(holder(house, 'handler'), submit(item, uploadOf(house))), story)
      .then(holder(house, 'liaison'), claimDone(id)),
  work,
);
const everyClaim = chiefs.reduce((story, [house, id]) => story.then(holder(house, 'chief'), claimDone(id)), proposed);
/** Everything is proved, and nothing accepted yet. */
const proved = everyClaim.task.evidence.reduce(
  (story, { n, item }) => story.then(holder(assignmentOf(item) === asLead() ? office : ecology, 'liaison'), judge(n)),
  everyClaim,
);
const judged = chiefs.reduce(
  (story, [house, id]) => story.then(holder(house === ecology ? office : ecology, 'liaison'), acceptPart(id)),
  proved,
);
/** Requested after its day, so that the leading group signs too: L1, L2, L3, and its secretary in somebody's place. */
const first = inReview(judged.at('2020-07-15 10:00'));
const second = first.then(holder(ecology, 'deputy'), approve);
const third = second.then(holder(office, 'chief'), approve);
const inPlace = third.then(holder(leadingGroup, 'deputy'), {
  kind: 'signOff',
  decision: { kind: 'recuse', successor: 'liaison' },
});
const completed = inPlace.then(holder(leadingGroup, 'chief'), approve);
const closed = completed.then(holder(office, 'liaison'), { kind: 'close' });
/** Nobody does his part, until E5 waits for the office's chief; the office itself rules on nothing. */
const declined = issued.then(holder(yuzhong, 'chief'), {
  kind: 'decline',
  assignment: asResponsible(yuzhong),
  reason: '不在辖区',
});
const situations: readonly Story[] = [
  drafted({ questions: [question('units')] }),
  drafted(),
  drafted().then(holder(office, 'chief'), register),
  issued,
  received,
  declined,
  untilDay(declined, '2020-03-12'),
  planning,
  divided,
  finished,
  ...lateUntil(8),
  untilDay(dispatched(summer), '2020-07-28'),
  work,
  proposed,
  everyClaim,
  proved,
  first,
  second,
  third,
  inPlace,
  completed,
  closed,
];
const houses = [
  ['office', office],
  ['lead', ecology],
  ['support', finance],
  ['responsible', yuzhong],
  ['leading group', leadingGroup],
  ['inspectorate', inspectorate],
  ['others', banan],
] as const;

/** Every button that is alive for a post of a house in one of the situations: `close zero-waste-office.chief`. */
const offered = new Set(
  situations.flatMap(({ task, moment }) =>
    houses
      .flatMap(([, house]) => posts.map((post) => holder(house, post)))
      .flatMap((by) =>
        allowed(task, by, moment).flatMap(({ kind, refusal }) => (refusal === null ? [`${kind} ${by.person}`] : [])),
      ),
  ),
);

/** Which posts of which house could give the order in one of the situations. */
const giversOf = (kind: PersonKind): string => {
  const able = houses.flatMap(([name, house]) => {
    const those = posts.filter((post) => offered.has(`${kind} ${holder(house, post).person}`));
    if (those.length === 0) return [];
    return [{ name, posts: those.length === posts.length ? '' : ` (${those.join(', ')})` }];
  });
  return able.map((one) => `${one.name}${one.posts}`).join(' · ');
};

const orders = (): string =>
  [
    '| Order | 中文 | Who | While the task is |',
    '|---|---|---|---|',
    ...personKinds.map((kind) => {
      const stages = rules[kind].at.map((stage) => stageNames[stage].en).join(', ');
      return `| \`${kind}\` | ${orderNames[kind].zh} | ${giversOf(kind)} | ${stages} |`;
    }),
  ].join('\n');

const days = ({ days: plain, bulkDays }: Limit): string =>
  plain === bulkDays ? `${plain}` : `${plain}, bulk ${bulkDays}`;
const l = currentLimits;
const limitOf = (limit: Limit): readonly [days: string, top: string] => [days(limit), limit.top];
const limits: { readonly [K in ObligationKind]: readonly [days: string, top: string] } = {
  answer: limitOf(l.answer),
  register: limitOf(l.register),
  dispatch: limitOf(l.dispatch),
  acknowledge: [
    Object.entries(l.acknowledge)
      .map(([role, limit]) => `${role} ${days(limit)}`)
      .join(' · '),
    l.acknowledge.lead.top,
  ],
  rule: limitOf(l.rule),
  nameOwner: limitOf(l.nameOwner),
  filePlan: limitOf(l.filePlan),
  subtask: [`its own day; again ${l.subtask.againDays}`, l.subtask.top],
  report: [
    `by the ${l.report.date}th, lead by the ${l.report.leadDate}th and ${l.report.leadGapDays} later; once a quarter with more than ${l.report.quarterlyYears} years to go`,
    l.report.top,
  ],
  part: [`${l.part.aheadDays} before the act-by day`, l.part.top],
  supply: [`${l.supply.days} after a hold from ${l.supply.evidenceDays} before the act-by day on`, l.supply.top],
  correct: limitOf(l.correct),
  finish: [`the act-by day; ${l.finish.days} after the last part is accepted`, l.finish.top],
  judge: limitOf(l.judge),
  accept: limitOf(l.accept),
  signOff: [
    Object.entries(l.signOff)
      .map(([level, limit]) => `${level} ${limit.days}`)
      .join(' · '),
    Object.entries(l.signOff)
      .map(([level, limit]) => `${level} ${limit.top ?? 'reminders only'}`)
      .join(' · '),
  ],
  reply: [`${l.reply.days}`, 'no lines'],
  confirm: limitOf(l.confirm),
  close: limitOf(l.close),
  archive: limitOf(l.archive),
};

const obligations = (): string =>
  [
    '| Obligation | 中文 | Working days | Top rung |',
    '|---|---|---|---|',
    ...obligationKinds.map((kind) => `| \`${kind}\` | ${obligationNames[kind].zh} | ${limits[kind].join(' | ')} |`),
  ].join('\n');

test.each([
  ['orders', orders],
  ['obligations', obligations],
])('the table of %s in the README is what the rules say', (name, table) => {
  const block = new RegExp(`(<!-- generated: ${name} -->\\n)[^]*?(<!-- end -->)`);
  const text = readFileSync(file, 'utf8');
  const anew = text.replace(block, (_all, begin: string, end: string) => `${begin}${table()}\n${end}`);
  if (process.env['GOLDEN'] === 'write') writeFileSync(file, anew);
  else expect(text).toBe(anew);
});

test('every order has somebody who may give it', () => {
  expect(personKinds.filter((kind) => giversOf(kind) === '')).toEqual([]);
});
