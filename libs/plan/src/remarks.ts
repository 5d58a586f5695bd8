import type { Remark } from '#domain/draft';
import { type CellName, cellNames } from './cells.ts';
import type { Cell } from './lexer.ts';
import { type Meaning, mergeable } from './meanings.ts';
import type { Names } from './names.ts';
import type { PackRemark } from './pack.ts';
import { taskCells } from './task-row.ts';

/** What a person should know about a row: what its grammar shows, then what the pack says of it. */
export const remarksOf = (meaning: Meaning, names: Names, known: readonly PackRemark[]): readonly Remark[] => [
  ...inherited(meaning),
  ...headingRepeated(meaning),
  ...expanded(meaning, names),
  ...shortened(meaning, names),
  ...leadCarries(meaning),
  ...taskCells.flatMap((name) => readOddly(meaning.row.cells[name], name)),
  ...known
    .filter((one) => fits(one, meaning))
    .map(({ cell, zh, en }) => at('odd', meaning.row.cells[cell], cell, zh, en)),
];

/** Whether a pack's remark speaks of this very row: its number, and its words in that cell. */
export const fits = ({ task, cell, excerpt }: PackRemark, { row }: Meaning): boolean =>
  task === row.no && row.cells[cell].text.includes(excerpt);

/** What happened to a cell of either table on its way in. */
export const readOddly = (cell: Cell, name: CellName): readonly Remark[] => {
  const remarks: Remark[] = [];
  if (cell.trimmed) remarks.push(at('trimmed', cell, name, '去掉首尾空白', 'White space around the text removed'));
  if (cell.continued > 0)
    remarks.push(
      at('odd', cell, name, `由${cell.continued + 1}行合成“${cell.text}”`, `Joined from ${cell.continued + 1} lines`),
    );
  return remarks;
};

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

const expanded = ({ row, responsible }: Meaning, names: Names): readonly Remark[] =>
  responsible.expansions.map(({ spelling, units, excluded }) => {
    const without = excluded.map(({ unit }) => names.nameOf(unit)).join('、');
    const zh = `“${spelling}”${without && `除${without}外`}展开为${units.length}个单位`;
    const en = `"${spelling}"${without && ` without ${without}`} stands for ${units.length} units`;
    return at('expanded', row.cells.responsible, 'responsible', zh, en);
  });

/** 九龙坡区、渝北区、巴南区政府: names that borrow the last one's ending. */
const shortened = ({ row, responsible }: Meaning, names: Names): readonly Remark[] => {
  const expanded = responsible.expansions.flatMap(({ units }) => units);
  const short = responsible.units.filter((one) => !expanded.includes(one) && names.nameOf(one.unit) !== one.spelling);
  if (short.length === 0) return [];
  const pairs = short.map(({ unit, spelling }) => `${spelling}→${names.nameOf(unit)}`).join('、');
  return [
    at(
      'expanded',
      row.cells.responsible,
      'responsible',
      `简称读作全称：${pairs}`,
      `Short names read in full: ${pairs}`,
    ),
  ];
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
