import { roleNames, stageNames } from '#contract/names';
import type { Role } from '#domain/assignment';
import type { PlanFrame } from '#domain/plan-frame';
import type { Amendment, Change, Proposal, TaskRevision } from '#domain/revision';
import type { Due } from '#domain/task';
import type { Unit } from '#domain/unit';
import type { Revision } from '#ledger/revise';

/** What a revised document proposes, for a person: a block for each task, then the indicators. */
export const revisionReport = (revision: Revision, known: readonly Pick<Unit, 'id' | 'name'>[]): string => {
  const { tasks, indicators, frame, units } = revision;
  const names = new Map<string, string>([...known, ...units].map(({ id, name }) => [id, name]));
  const nameOf = (unit: string): string => names.get(unit) ?? unit;
  return [
    `修订：${tasks.length}项任务、${indicators.length}项指标有变化。以下均为建议，未作任何更改。`,
    `Revision: ${tasks.length} tasks and ${indicators.length} indicators change. These are proposals; nothing was changed.`,
    ...frame.map(({ what, from, to }) => `  ${frameNames[what]}: “${from}” → “${to}”`),
    ...units.map(({ name, id }) => `  新单位 new unit: ${name}（${id}）`),
    ...tasks.flatMap((one) => [
      headOf(one),
      ...one.proposals.map((proposal) => `    ${sentence(proposal, nameOf)}`),
      ...one.asks.map(({ cell, text }) => `    新的问题 newly asked: ${cell} “${text}”`),
    ]),
    ...indicators.map(({ was, no, from, to }) => {
      const words = (side: typeof from): string =>
        side === null ? '—' : `${side.name}${side.star ? '★' : ''} ${side.target}`;
      return `  指标 indicator ${no ?? was ?? ''}: ${words(from)} → ${words(to)}`;
    }),
  ].join('\n');
};

const frameNames: { readonly [W in keyof PlanFrame]: string } = {
  indicatorsTitle: '指标表标题 title of the indicators',
  tasksTitle: '任务清单标题 title of the tasks',
  targetYear: '目标年份 year of the targets',
  notes: '附注 notes',
};

const headOf = ({ task, was, no, stage }: TaskRevision): string => {
  if (task === null) return `  新增第${no ?? 0}项 new row ${no ?? 0}`;
  const moved = no === null ? '，已删去 gone' : was === no ? '' : `，现为第${no}项 now row ${no}`;
  const now = stage === null ? '' : `（${stageNames[stage].zh} ${stageNames[stage].en}）`;
  return `  ${task}${now}${moved}`;
};

const sentence = (proposal: Proposal, nameOf: (unit: string) => string): string => {
  const sentences: { readonly [K in Proposal['kind']]: (one: Extract<Proposal, { kind: K }>) => string } = {
    add: ({ draft }) => `增列 add: ${draft.text}（牵头 lead ${nameOf(draft.lead)}，${draft.due.day}）`,
    amend: ({ changes }) => `更正 amend: ${amendment(changes)}`,
    reassign: ({ assignment, to }) => `改派 reassign: ${unitOf(assignment, nameOf)} → ${nameOf(to)}`,
    addSupport: ({ unit }) => `增补配合单位 addSupport: ${nameOf(unit)}`,
    addResponsible: ({ unit }) => `增补责任单位 addResponsible: ${nameOf(unit)}`,
    release: ({ assignment }) => `解除 release: ${unitOf(assignment, nameOf)}`,
    drop: () => '不予立项 drop',
    proposeTermination: () => '提请终止 proposeTermination',
  };
  // The record is exhaustive over the kinds, so the entry takes exactly this proposal.
  return (sentences[proposal.kind] as (one: Proposal) => string)(proposal);
};

/** `responsible.yubei-district` as people say it. */
const unitOf = (assignment: string, nameOf: (unit: string) => string): string => {
  const dot = assignment.indexOf('.');
  // An assignment's id begins with its role.
  return `${roleNames[assignment.slice(0, dot) as Role].zh}${nameOf(assignment.slice(dot + 1))}`;
};

const amendment = ({ section, heading, text, due, supportOpen }: Amendment): string => {
  const day = ({ day: on, precision }: Due): string => (precision === 'year' ? `${on.slice(0, 4)}年` : on);
  const said = <T>(name: string, change: Change<T> | undefined, of: (value: T) => string): readonly string[] =>
    change === undefined ? [] : [`${name} “${of(change.from)}” → “${of(change.to)}”`];
  const asIs = (value: string): string => value;
  return [
    ...said('分节 section', section, asIs),
    ...said('小标题 heading', heading, asIs),
    ...said('正文 text', text, asIs),
    ...said('时限 due', due, day),
    ...said('配合单位列表 support list', supportOpen, (open) => (open ? '等（开放 open）' : '封闭 closed')),
  ].join('；');
};
