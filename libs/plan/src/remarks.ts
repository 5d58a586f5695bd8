import type { Remark } from '#domain/draft';
import { type CellName, cellNames } from './cells.ts';
import type { Cell } from './lexer.ts';
import { type Meaning, mergeable } from './meanings.ts';
import type { Names } from './names.ts';
import type { PackRemark } from './pack.ts';
import { taskCells } from './task-row.ts';
import type { Named } from './unit-expression.ts';

/** What a person should know about a row: what its grammar shows, then what the pack says of it; `known` are the pack's remarks on this row. */
export const remarksOf = (meaning: Meaning, names: Names, known: readonly PackRemark[]): readonly Remark[] => [
  ...inherited(meaning),
  ...headingRepeated(meaning),
  ...expanded(meaning),
  ...shortened(meaning, names),
  ...leadCarries(meaning),
  ...taskCells
    .filter((name) => isOdd(meaning.row.cells[name]))
    .flatMap((name) => readOddly(meaning.row.cells[name], name)),
  ...known
    .filter((one) => fits(one, meaning))
    .map(({ cell, zh, en }) => at('odd', meaning.row.cells[cell], cell, zh, en)),
];

const isOdd = ({ trimmed, continued }: Cell): boolean => trimmed || continued > 0;

/** Whether a pack's remark speaks of this very row: its number, and its words in that cell. */
export const fits = ({ task, cell, excerpt }: PackRemark, { row }: Meaning): boolean =>
  task === row.no && row.cells[cell].text.includes(excerpt);

/** What happened to a cell of either table on its way in. */
export const readOddly = (cell: Cell, name: CellName): readonly Remark[] => {
  if (!isOdd(cell)) return NOTHING;
  const remarks: Remark[] = [];
  if (cell.trimmed) remarks.push(at('trimmed', cell, name, '去掉首尾空白', 'White space around the text removed'));
  if (cell.continued > 0)
    remarks.push(
      at('odd', cell, name, `由${cell.continued + 1}行合成“${cell.text}”`, `Joined from ${cell.continued + 1} lines`),
    );
  return remarks;
};

/** Most cells are plain. */
const NOTHING: readonly Remark[] = [];

const at = (kind: Remark['kind'], { line }: Cell, cell: CellName, zh: string, en: string): Remark => ({
  kind,
  line,
  cell: cellNames[cell],
  zh,
  en,
});

const inherited = ({ row, from }: Meaning): readonly Remark[] => {
  if (from === row) return [];
  const values = mergeable.map((name) => from.cells[name].text).join('；');
  const [zh, en] = [`四格沿用第${from.no}项：${values}`, `Four cells taken from row ${from.no}: ${values}`];
  return [at('inherited', row.cells.lead, 'lead', zh, en)];
};

const headingRepeated = ({ row }: Meaning): readonly Remark[] =>
  row.headingRepeated
    ? [at('odd', row.cells.heading, 'heading', '小标题重复书写，仍属同一组', 'The heading is repeated: the same group')]
    : [];

const expanded = ({ row, responsible }: Meaning): readonly Remark[] =>
  responsible.expansions.map(({ zh, en }) => at('expanded', row.cells.responsible, 'responsible', zh, en));

/** Names that are not the unit's own: another spelling, or one that borrows the last one's ending (九龙坡区、渝北区、巴南区政府). */
const shortened = ({ row, lead, support, responsible }: Meaning, names: Names): readonly Remark[] => [
  ...(names.nameOf(lead.unit) === lead.spelling ? NOTHING : [inFull(row.cells.lead, 'lead', [lead], names)]),
  ...(support.short.length === 0 ? NOTHING : [inFull(row.cells.support, 'support', support.short, names)]),
  ...(responsible.short.length === 0
    ? NOTHING
    : [inFull(row.cells.responsible, 'responsible', responsible.short, names)]),
];

const inFull = (cell: Cell, name: CellName, short: readonly Named[], names: Names): Remark => {
  const pairs = short.map(({ unit, spelling }) => `${spelling}→${names.nameOf(unit)}`).join('、');
  return at('expanded', cell, name, `简称读作全称：${pairs}`, `Short names read in full: ${pairs}`);
};

const leadCarries = ({ row, responsible }: Meaning): readonly Remark[] =>
  responsible.units.length === 0 && responsible.unresolved.length === 0
    ? [
        at(
          'odd',
          row.cells.responsible,
          'responsible',
          '没有责任单位，由牵头单位自行承担',
          'No responsible unit: the lead is itself responsible',
        ),
      ]
    : [];
