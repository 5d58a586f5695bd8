import type { AssignmentId } from '#domain/assignment';
import { type Checklist, noChecklist } from '#domain/checklist';
import type { Report } from '#domain/command';
import type { Fact, FactKind, FactOf } from '#domain/event';
import type { Review } from '#domain/review';
import { missingText } from './missing-texts.ts';
import { groupPostNames, levelNames, obligationNames, rungNames, type Said } from './names.ts';
import { enItem, enItems, enPart, enParts, type UnitLookup, zhItem, zhItems, zhPart, zhParts } from './part-texts.ts';

type Telling<K extends FactKind> = (fact: FactOf<K>, unit: UnitLookup, checklist: Checklist) => Said;

/** What was held, without what is missing: for a letter that lists it. */
export const heldTexts: {
  readonly [K in 'claimHeld' | 'signOffHeld']: (assignment: AssignmentId, unit: UnitLookup) => Said;
} = {
  claimHeld: (assignment, unit) => ({
    zh: `${zhPart(assignment, unit)}申报完成有缺项，暂不受理。`,
    en: `${enPart(assignment, unit)} claimed its part as done, which was held.`,
  }),
  signOffHeld: (assignment, unit) => ({
    zh: `${zhPart(assignment, unit)}申请办结有缺项，暂不受理。`,
    en: `${enPart(assignment, unit)} requested sign-off, which was held.`,
  }),
};

/** What has become true, as a sentence for the history of a task. */
export const factTexts: { readonly [K in FactKind]: Telling<K> } = {
  drafted: () => ({ zh: '由方案导入为草稿', en: 'imported from the plan as a draft' }),
  answered: ({ question }) => ({ zh: `答复了问题“${question}”`, en: `question "${question}" answered` }),
  registered: () => ({ zh: '立项', en: 'registered' }),
  dropped: ({ reason }) => ({ zh: `不予立项：${reason}`, en: `dropped: ${reason}` }),
  dispatched: () => ({ zh: '交办', en: 'dispatched' }),
  acknowledged: ({ assignment }, unit) => ({
    zh: `${zhPart(assignment, unit)}签收`,
    en: `${enPart(assignment, unit)} acknowledged`,
  }),
  declined: ({ assignment, reason }, unit) => ({
    zh: `${zhPart(assignment, unit)}退签：${reason}`,
    en: `${enPart(assignment, unit)} declined: ${reason}`,
  }),
  ruled: ({ assignment, ruling }, unit) => {
    const [zh, en] = [zhPart(assignment, unit), enPart(assignment, unit)];
    if (ruling.kind === 'keep') return { zh: `裁定由${zh}继续承担`, en: `${en} keeps its part by a ruling` };
    if (ruling.kind === 'withdraw') return { zh: `裁定解除${zh}的任务`, en: `${en} was released by a ruling` };
    const to = unit(ruling.to);
    return { zh: `裁定将${zh}的任务改派${to.name}`, en: `the part of ${en} goes to ${to.nameEn} by a ruling` };
  },
  ownerNamed: ({ assignment, owner }, unit) => ({
    zh: `${zhPart(assignment, unit)}明确责任人：${owner.leader}、${owner.handler}、${owner.liaison}`,
    en: `${enPart(assignment, unit)} named ${owner.leader}, ${owner.handler}, ${owner.liaison}`,
  }),
  planFiled: ({ assignment }, unit) => ({
    zh: `${zhPart(assignment, unit)}报送分解`,
    en: `${enPart(assignment, unit)} filed how the task is divided`,
  }),
  subtaskAssigned: ({ id, title, giver, assignment, person, due }, unit) => ({
    zh: `${zhPart(giver, unit)}分解子任务${id}“${title}”给${zhPart(assignment, unit)}${person === null ? '' : `（${person}）`}，${due}前完成`,
    en: `${enPart(giver, unit)} gave subtask ${id} "${title}" to ${enPart(assignment, unit)}${person === null ? '' : ` (${person})`}, due ${due}`,
  }),
  subtaskFinished: ({ id, title, assignment }, unit) => ({
    zh: `${zhPart(assignment, unit)}办结子任务${id}“${title}”`,
    en: `${enPart(assignment, unit)} finished subtask ${id} "${title}"`,
  }),
  subtaskReturned: ({ id, title, giver, reason }, unit) => ({
    zh: `${zhPart(giver, unit)}退回子任务${id}“${title}”：${reason}`,
    en: `${enPart(giver, unit)} returned subtask ${id} "${title}": ${reason}`,
  }),
  subtaskWithdrawn: ({ id, title, giver, reason }, unit) => ({
    zh: `${zhPart(giver, unit)}撤回子任务${id}“${title}”：${reason}`,
    en: `${enPart(giver, unit)} withdrew subtask ${id} "${title}": ${reason}`,
  }),
  reported: ({ assignment, month, report }, unit) => ({
    zh: `${zhPart(assignment, unit)}反馈${month ?? ''}：${report === null ? '无变化' : zhReport(report)}`,
    en: `${enPart(assignment, unit)} reported${month === null ? '' : ` for ${month}`}: ${report === null ? 'no change' : enReport(report)}`,
  }),
  evidenceSubmitted: ({ assignment, n, item, name, note }, unit, checklist) => ({
    zh: `${zhPart(assignment, unit)}提交${zhItem(item, unit, checklist)}佐证${n}：${name}${note === '' ? '' : `；${note}`}`,
    en: `${enPart(assignment, unit)} submitted evidence ${n} for ${enItem(item, unit, checklist)}: ${name}${note === '' ? '' : `; ${note}`}`,
  }),
  evidenceWithdrawn: ({ assignment, n, item }, unit, checklist) => ({
    zh: `${zhPart(assignment, unit)}撤回${zhItem(item, unit, checklist)}佐证${n}`,
    en: `${enPart(assignment, unit)} withdrew evidence ${n} for ${enItem(item, unit, checklist)}`,
  }),
  evidenceJudged: ({ n, item, verdict }, unit, checklist) => ({
    zh: `${zhItem(item, unit, checklist)}佐证${n}${verdict.kind === 'accept' ? '已认定' : `不予认定：${verdict.reason}`}`,
    en: `evidence ${n} for ${enItem(item, unit, checklist)} ${verdict.kind === 'accept' ? 'accepted' : `rejected: ${verdict.reason}`}`,
  }),
  evidenceWaived: ({ item, reason }, unit, checklist) => ({
    zh: `豁免${zhItem(item, unit, checklist)}：${reason}`,
    en: `${enItem(item, unit, checklist)} waived: ${reason}`,
  }),
  claimProposed: ({ assignment }, unit) => ({
    zh: `${zhPart(assignment, unit)}提出申报完成，待分管负责人或者主要负责人确认`,
    en: `${enPart(assignment, unit)} proposed to claim its part as done; deputy or chief has to confirm`,
  }),
  claimHeld: ({ assignment, missing }, unit, checklist) => {
    const { zh, en } = missingText('claim', missing, unit, checklist);
    const held = heldTexts.claimHeld(assignment, unit);
    return { zh: `${held.zh}${zh}`, en: `${held.en} Missing: ${en}` };
  },
  claimed: ({ assignment }, unit) => ({
    zh: `${zhPart(assignment, unit)}申报完成`,
    en: `${enPart(assignment, unit)} claimed its part as done`,
  }),
  partAccepted: ({ assignment }, unit) => ({
    zh: `${zhPart(assignment, unit)}的完成申报获认可`,
    en: `the part of ${enPart(assignment, unit)} was accepted`,
  }),
  partReturned: ({ assignment, items, reason }, unit, checklist) => ({
    zh: `${zhPart(assignment, unit)}的完成申报被退回${items.length === 0 ? '' : `，须整改${zhItems(items, unit, checklist)}`}：${reason}`,
    en: `the part of ${enPart(assignment, unit)} was returned${items.length === 0 ? '' : `, with ${enItems(items, unit, checklist)}`}: ${reason}`,
  }),
  claimWithdrawn: ({ assignment }, unit) => ({
    zh: `${zhPart(assignment, unit)}撤回完成申报`,
    en: `${enPart(assignment, unit)} withdrew its claim`,
  }),
  signOffRequested: ({ assignment, overdue, ...at }, unit) => ({
    zh: `${zhPart(assignment, unit)}${overdue ? '逾期' : ''}申请办结，转${zhLevel(at)}`,
    en: `${enPart(assignment, unit)} requested sign-off${overdue ? ' late' : ''}; next is ${enLevel(at)}`,
  }),
  signOffHeld: ({ assignment, missing }, unit, checklist) => {
    const { zh, en } = missingText('signOff', missing, unit, checklist);
    const held = heldTexts.signOffHeld(assignment, unit);
    return { zh: `${held.zh}${zh}`, en: `${held.en} Missing: ${en}` };
  },
  signedOff: ({ level, next }) => ({
    zh: `${levelNames[level].zh}通过，${next === null ? '事项办结' : `转${zhLevel(next)}`}`,
    en: `${levelNames[level].en} given; ${next === null ? 'the task is completed' : `next is ${enLevel(next)}`}`,
  }),
  signOffReturned: ({ level, items, parts, reason }, unit, checklist) => ({
    zh: `${levelNames[level].zh}退回${[zhItems(items, unit, checklist), zhParts(parts, unit)].filter((some) => some !== '').join('、')}：${reason}`,
    en: `${levelNames[level].en} refused, returning ${[enItems(items, unit, checklist), enParts(parts, unit)].filter((some) => some !== '').join(', ')}: ${reason}`,
  }),
  recused: ({ level, signers, successor }) => ({
    zh: `${zhLevel({ level, signers })}有人回避${successor === null ? '' : `，由领导小组${groupPostNames[successor].zh}接替`}`,
    en: `somebody stood back from ${enLevel({ level, signers })}${successor === null ? '' : `; the leading group's ${groupPostNames[successor].en} takes the place`}`,
  }),
  signOffWithdrawn: ({ assignment }, unit) => ({
    zh: `${zhPart(assignment, unit)}撤回办结申请`,
    en: `${enPart(assignment, unit)} withdrew its request for sign-off`,
  }),
  closed: () => ({ zh: '销号', en: 'closed' }),
  archived: () => ({ zh: '归档', en: 'archived' }),
  noted: ({ from, to, text }, unit) => ({
    zh: `${unit(from).name}留言${unit(to).name}：${text}`,
    en: `${unit(from).nameEn} wrote to ${unit(to).nameEn}: ${text}`,
  }),
  reminded: ({ unit, about, by }, name) => ({
    zh: `提醒${name(unit).name}：${obligationNames[about].zh}，${by}前`,
    en: `${name(unit).nameEn} reminded: ${obligationNames[about].en} by ${by}`,
  }),
  escalated: ({ unit, about, rung, proposed }, name) => ({
    zh: `${proposed ? '拟对' : '对'}${name(unit).name}${rungNames[rung].zh}（${rung}）：${obligationNames[about].zh}`,
    en: `${rung} ${proposed ? 'proposed' : 'carried out'} for ${name(unit).nameEn}: ${obligationNames[about].en}`,
  }),
  escalationConfirmed: ({ unit, about, rung }, name) => ({
    zh: `确认对${name(unit).name}${rungNames[rung].zh}（${rung}）：${obligationNames[about].zh}`,
    en: `${rung} for ${name(unit).nameEn} confirmed: ${obligationNames[about].en}`,
  }),
  escalationSetAside: ({ unit, about, rung, reason }, name) => ({
    zh: `搁置对${name(unit).name}的${rungNames[rung].zh}（${rung}）：${obligationNames[about].zh}；${reason}`,
    en: `${rung} for ${name(unit).nameEn} set aside: ${obligationNames[about].en}; ${reason}`,
  }),
  escalationHeld: ({ unit, about }, name) => ({
    zh: `对${name(unit).name}的黄色督办单暂缓一天：${obligationNames[about].zh}`,
    en: `yellow slip for ${name(unit).nameEn} held a day: ${obligationNames[about].en}`,
  }),
  foretold: ({ unit, about }, name) => ({
    zh: `预告下一工作日对${name(unit).name}发黄色督办单：${obligationNames[about].zh}`,
    en: `yellow slip for ${name(unit).nameEn} announced for the next working day: ${obligationNames[about].en}`,
  }),
  redSlipSent: ({ unit, about }, name) => ({
    zh: `签发对${name(unit).name}的红色督办单：${obligationNames[about].zh}`,
    en: `red slip for ${name(unit).nameEn} sent: ${obligationNames[about].en}`,
  }),
  replied: ({ unit, about, text, settles }, name) => ({
    zh: `${name(unit).name}回复督办单（${obligationNames[about].zh}${settles.length <= 1 ? '' : `等${settles.length}件`}）：${text}`,
    en: `${name(unit).nameEn} replied to the slip (${obligationNames[about].en}${settles.length <= 1 ? '' : ` and ${settles.length - 1} more`}): ${text}`,
  }),
  lapsed: () => ({
    zh: '明确责任人期限已过，事项不再等待',
    en: 'the limit for names has run out; the task waits no longer',
  }),
  monthTurned: ({ month }) => ({
    zh: `进入${month}，以前月份未报的反馈不再催报`,
    en: `${month} has begun; reports of earlier months are owed no longer`,
  }),
};

/** A fact's sentence in both languages; items are called as the task's checklist calls them. */
export const factText = (fact: Fact, unit: UnitLookup, checklist: Checklist = noChecklist): Said => {
  // The record is exhaustive over the kinds, so the entry takes exactly this fact.
  const tell = factTexts[fact.kind] as (fact: Fact, unit: UnitLookup, checklist: Checklist) => Said;
  return tell(fact, unit, checklist);
};

const zhReport = ({ progress, done, problems, next, expected }: Report): string =>
  [
    `进度${progress}%`,
    done && `已完成：${done}`,
    problems && `存在问题：${problems}`,
    next && `下一步：${next}`,
    expected && `预计${expected}完成`,
  ]
    .filter(Boolean)
    .join('；');

const enReport = ({ progress, done, problems, next, expected }: Report): string =>
  [
    `${progress}%`,
    done && `done: ${done}`,
    problems && `problems: ${problems}`,
    next && `next: ${next}`,
    expected && `expected by ${expected}`,
  ]
    .filter(Boolean)
    .join('; ');

/** Where all members of a level are excluded, those of another one sign for it. */
const zhLevel = ({ level, signers }: Pick<Review, 'level' | 'signers'>): string =>
  `${levelNames[level].zh}${level === signers ? '' : `（该级人员均须回避，由${signers}代行）`}`;
const enLevel = ({ level, signers }: Pick<Review, 'level' | 'signers'>): string =>
  `${levelNames[level].en}${level === signers ? '' : ` (by ${signers}: nobody else may)`}`;
