import type { DraftUnit } from '#domain/draft';
import type { Question, QuestionId, Suggestion } from '#domain/question';
import type { UnitId, UnitKind } from '#domain/unit';
import { cellNames } from './cells.ts';
import { type Meaning, mergeable } from './meanings.ts';
import type { Names } from './names.ts';
import type { Suggestion as PackSuggestion } from './pack.ts';

/**
 * What a row leaves to a person (`suggestions` are the pack's on this row): whether inherited cells are right, whom an unresolved name stands for, whether an
 * unknown name is a new unit, and who might come on top. A row that inherits such a name asks for itself, for its answer
 * may differ. ("Keep the date?" is the domain's to ask.)
 */
export const questionsOf = (
  meaning: Meaning,
  units: readonly DraftUnit[],
  names: Names,
  suggestions: readonly PackSuggestion[],
): readonly Question[] => {
  const { row } = meaning;
  const known = suggestions.find(({ excerpt }) => row.text.includes(excerpt));
  return [...inherited(meaning), ...strangers(units, names), ...whichUnits(meaning, names, known)];
};

/** A task has one question of a kind, unless it is about one of several names. */
const idOf = (text: string): QuestionId => text as QuestionId;

const inherited = ({ row, from }: Meaning): readonly Question[] => {
  if (from === row) return [];
  const values = mergeable.map((name) => from.cells[name].text).join('；');
  return [
    {
      id: idOf('inherited'),
      kind: 'inherited',
      line: row.line,
      cell: mergeable.map((name) => cellNames[name]).join('、'),
      text: values,
      understood: {
        zh: `四格空白，沿用第${from.no}项：${values}`,
        en: `Four blank cells, taken from row ${from.no}: ${values}`,
      },
      suggestion: {
        answer: { kind: 'inherited' },
        reason: {
          zh: `与第${from.no}项同一小标题，四格同时空白，印刷表中系合并单元格`,
          en: `Same heading as row ${from.no}, and all four blank at once: merged cells of the printed table`,
        },
        confidence: 'medium',
      },
      blocks: true,
    },
  ];
};

/**
 * Which units an unresolved name stands for; or, where the row names its units and somebody who knows the plan thinks of
 * one more, whether it comes on top: then the task may be registered as it stands.
 */
const whichUnits = (
  { row, from, responsible }: Meaning,
  names: Names,
  known: PackSuggestion | undefined,
): readonly Question[] => {
  const blocks = responsible.unresolved.length > 0;
  if (!blocks && known === undefined) return [];
  const text = blocks ? responsible.unresolved.join('、') : from.cells.responsible.text;
  const listed = responsible.units.map(({ unit }) => names.nameOf(unit)).join('、');
  return [
    {
      id: idOf('units'),
      kind: 'units',
      line: row.cells.responsible.line,
      cell: cellNames.responsible,
      text,
      understood: blocks
        ? {
            zh: `“${text}”未写明是哪些单位；已写明的责任单位：${listed || '无'}`,
            en: `"${text}" does not say which units; responsible units named: ${listed || 'none'}`,
          }
        : {
            zh: `责任单位${responsible.units.length}个：${listed}`,
            en: `${responsible.units.length} responsible units: ${listed}`,
          },
      suggestion: known === undefined ? null : suggested(known),
      blocks,
    },
  ];
};

const suggested = ({ units, reason, confidence }: PackSuggestion): Suggestion => ({
  answer: { kind: 'units', units },
  reason,
  confidence,
});

const strangers = (units: readonly DraftUnit[], names: Names): readonly Question[] => {
  if (names.strangers.size === 0) return [];
  return units.flatMap(({ role, unit, from }) => {
    const stranger = names.strangers.get(unit);
    if (stranger === undefined) return [];
    const { spelling } = from;
    const like = names.likest(spelling);
    const [kindZh, kindEn] = kindNames[stranger.kind];
    return [
      {
        id: idOf(unit),
        kind: 'unit' as const,
        line: from.line,
        cell: cellNames[role],
        text: spelling,
        understood: {
          zh: `不认识“${spelling}”：暂按新单位读入，类别按名称读作${kindZh}；是新单位，还是哪个单位的别名？`,
          en: `"${spelling}" is not known: read as a new unit, by its name a ${kindEn}; is it new, or another name for which unit?`,
        },
        suggestion: like === null ? null : namesake(like, names.nameOf(like)),
        blocks: true,
        unit,
      },
    ];
  });
};

const namesake = (unit: UnitId, name: string): Suggestion => ({
  answer: { kind: 'unit', unit },
  reason: { zh: `名称与“${name}”相近`, en: `The name is like "${name}"` },
  confidence: 'low',
});

const kindNames: { readonly [K in UnitKind]: readonly [zh: string, en: string] } = {
  bureau: ['市级部门', 'municipal bureau'],
  district: ['区政府', 'district'],
  county: ['县政府', 'county'],
  committee: ['管委会', 'management committee'],
  'central-agency': ['中央驻地机构', 'central agency'],
  company: ['企业', 'company'],
  cooperative: ['合作社', 'cooperative'],
  office: ['办公室', 'office'],
  'leading-group': ['领导小组', 'leading group'],
  inspectorate: ['督查机构', 'inspectorate'],
};
