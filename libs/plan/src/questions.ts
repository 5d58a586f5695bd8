import type { Question, QuestionId, QuestionKind } from '#domain/question';
import { cellNames } from './cells.ts';
import { type Meaning, mergeable } from './meanings.ts';
import type { Suggestion } from './pack.ts';

/**
 * What a row leaves to a person: whether inherited cells are right, and whom an unresolved name stands for. A row that
 * inherits such a name asks for itself, for its answer may differ. ("Keep the date?" is the domain's to ask.)
 */
export const questionsOf = (meaning: Meaning, suggestions: readonly Suggestion[]): readonly Question[] => [
  ...inherited(meaning),
  ...unresolved(meaning, suggestions),
];

const inherited = ({ row, from }: Meaning): readonly Question[] => {
  if (from === row) return [];
  const values = mergeable.map((name) => from.cells[name].text).join('；');
  return [
    {
      ...oneOf('inherited'),
      line: row.line,
      cell: mergeable.map((name) => cellNames[name]).join('、'),
      text: `四格空白，沿用第${from.no}项：${values}`,
      suggestion: null,
    },
  ];
};

const unresolved = ({ row, responsible }: Meaning, suggestions: readonly Suggestion[]): readonly Question[] => {
  const [name] = responsible.unresolved;
  if (name === undefined) return [];
  const found = suggestions.find(({ task, excerpt }) => task === row.no && row.text.includes(excerpt));
  return [
    {
      ...oneOf('units'),
      line: row.cells.responsible.line,
      cell: cellNames.responsible,
      text: name,
      suggestion: found === undefined ? null : { units: found.units, reason: found.reason },
    },
  ];
};

/** A task has at most one question of a kind, so the kind is its id. */
const oneOf = (kind: QuestionKind): Pick<Question, 'id' | 'kind'> => ({ id: kind as string as QuestionId, kind });
