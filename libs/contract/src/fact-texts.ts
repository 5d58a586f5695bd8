import type { Fact, FactKind, FactOf } from '#domain/event';
import { obligationNames, roleNames, rungNames, type Said } from './names.ts';
import type { UnitLookup } from './refusal-texts.ts';

type Telling<K extends FactKind> = (fact: FactOf<K>, unit: UnitLookup) => Said;

/** What has become true, as a sentence for the history of a task. */
export const factTexts: { readonly [K in FactKind]: Telling<K> } = {
  drafted: () => ({ zh: '由方案导入为草稿', en: 'imported from the plan as a draft' }),
  answered: ({ question }) => ({ zh: `答复了问题“${question}”`, en: `question "${question}" answered` }),
  registered: () => ({ zh: '立项', en: 'registered' }),
  dispatched: () => ({ zh: '交办', en: 'dispatched' }),
  acknowledged: ({ assignment }, unit) => ({
    zh: `${zhPart(assignment, unit)}签收`,
    en: `${enPart(assignment, unit)} acknowledged`,
  }),
  ownerNamed: ({ assignment, owner }, unit) => ({
    zh: `${zhPart(assignment, unit)}明确责任人：${owner.leader}、${owner.handler}、${owner.liaison}`,
    en: `${enPart(assignment, unit)} named ${owner.leader}, ${owner.handler}, ${owner.liaison}`,
  }),
  reminded: ({ unit, about, by }, name) => ({
    zh: `提醒${name(unit).name}：${obligationNames[about].zh}，${by}前`,
    en: `${name(unit).nameEn} reminded: ${obligationNames[about].en} by ${by}`,
  }),
  escalated: ({ unit, about, rung, proposed }, name) => ({
    zh: `${proposed ? '拟对' : '对'}${name(unit).name}${rungNames[rung].zh}（${rung}）：${obligationNames[about].zh}`,
    en: `${rung} ${proposed ? 'proposed' : 'carried out'} for ${name(unit).nameEn}: ${obligationNames[about].en}`,
  }),
  lapsed: () => ({
    zh: '明确责任人期限已过，事项不再等待',
    en: 'the limit for names has run out; the task waits no longer',
  }),
};

/** A fact's sentence in both languages. */
export const factText = (fact: Fact, unit: UnitLookup): Said => {
  // The record is exhaustive over the kinds, so the entry takes exactly this fact.
  const tell = factTexts[fact.kind] as (fact: Fact, unit: UnitLookup) => Said;
  return tell(fact, unit);
};

const zhPart = (assignment: string, unit: UnitLookup): string => {
  const [role = '', id = ''] = assignment.split('.');
  return role in roleNames ? `${unit(id).name}（${roleNames[role as keyof typeof roleNames].zh}）` : assignment;
};
const enPart = (assignment: string, unit: UnitLookup): string => unit(assignment.split('.')[1] ?? '').nameEn;
