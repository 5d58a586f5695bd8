import type { Said } from '#domain/question';
import type { UnitId } from '#domain/unit';
import type { Names } from './names.ts';

/** A unit as a cell names it, `at` characters from the beginning of the cell's text. */
export interface Named {
  readonly unit: UnitId;
  readonly at: number;
  readonly spelling: string;
}

/** A group written in a cell: its units without the excluded ones, in canonical order, and that in words. */
export interface Expansion extends Said {
  readonly spelling: string;
  readonly units: readonly Named[];
  readonly excluded: readonly Named[];
}

/** What a cell of units means. */
export interface UnitExpression {
  readonly units: readonly Named[];
  readonly expansions: readonly Expansion[];
  /** Those whose spelling is not the unit's own name, nor a group's. */
  readonly short: readonly Named[];
  /** Names that stand for units the text does not name. */
  readonly unresolved: readonly string[];
  /** Ends in 等: more units may be added. */
  readonly open: boolean;
}

/** Why a cell means nothing: what was found, at which character of the cell (from 0). */
export class CellMistake extends Error {
  readonly at: number;
  readonly zh: string;
  readonly en: string;

  constructor(at: number, zh: string, en: string) {
    super(en);
    this.name = 'CellMistake';
    this.at = at;
    this.zh = zh;
    this.en = en;
  }
}

/** 牵头单位: exactly one name. Throws a CellMistake, as the other two do. */
export const readLead = (text: string, names: Names): Named => {
  const [first, second] = text === '' ? [] : namesIn({ text, at: 0 }, names);
  if (first === undefined) throw new CellMistake(0, '没有牵头单位', 'exactly one lead unit is expected');
  if (second !== undefined) throw new CellMistake(second.at, '应恰有一个牵头单位', 'exactly one lead unit is expected');
  return first;
};

/** 配合单位: names joined by 、, with 等 after the last when the list is open; blank is no support. */
export const readSupport = (text: string, names: Names): UnitExpression => {
  if (text === '') return nobody;
  const open = text.endsWith('等');
  const list = open ? text.slice(0, -1) : text;
  const units = once(namesIn({ text: list, at: 0 }, names));
  return { ...nobody, units, short: shortIn(units, names), open };
};

/**
 * 责任单位:
 * ```
 * cell := "" | group "，不含" names | term ("、" term)*
 * term := group | group "（不含" names "）" | unresolved | name
 * names := name ("、" name)*
 * ```
 * A 、 inside brackets separates nothing: `各县（市、区）` is one group. Refuses unknown names, a unit named twice, an
 * exclusion that follows anything but one group, an excluded unit that is not in it, and a bracket without its other half.
 */
export const readResponsible = (text: string, names: Names): UnitExpression => {
  if (text === '') return nobody;
  const meanings = meaningsOf({ text, at: 0 }, names);
  return {
    units: once(meanings.flatMap(unitsOf)),
    expansions: meanings.filter((meaning) => 'excluded' in meaning),
    short: shortIn(
      meanings.filter((meaning) => 'unit' in meaning),
      names,
    ),
    unresolved: meanings.filter((meaning) => 'text' in meaning).map(({ text: word }) => word),
    open: false,
  };
};

const nobody: UnitExpression = { units: [], expansions: [], short: [], unresolved: [], open: false };

/** A piece of a cell's text and where it begins. */
interface Term {
  readonly text: string;
  readonly at: number;
}

const EXCEPT = '，不含';

type Part = Expansion | Term | Named;

/** The exclusion is taken off first, for its names are joined by the same 、. */
const meaningsOf = (cell: Term, names: Names): readonly Part[] => {
  mustPair(cell);
  const except = cell.text.indexOf(EXCEPT);
  if (except >= 0) return [expansionOf(...parted(cell, except, cell.text.length), names)];
  const ending = names.endingOf(cell.text);
  return split(cell).map((term) => meaningOf(term, ending, names));
};

const BRACKETED = /（不含.*）$/;

const meaningOf = (term: Term, ending: string, names: Names): Part => {
  if (names.unresolved.has(term.text)) return term;
  if (names.groups.has(term.text)) return expansionOf(term, null, names);
  const except = term.text.search(BRACKETED);
  return except < 0
    ? named(term, ending, names)
    : expansionOf(...parted(term, except, term.text.length - '）'.length), names);
};

/** A group and the names behind the three characters that leave them out of it. */
const parted = ({ text, at }: Term, except: number, end: number): [group: Term, excluded: Term] => [
  { text: text.slice(0, except), at },
  { text: text.slice(except + EXCEPT.length, end), at: at + except + EXCEPT.length },
];

const expansionOf = (term: Term, exclusion: Term | null, names: Names): Expansion => {
  const excluded = exclusion === null ? [] : once(namesIn(exclusion, names));
  const group = names.groups.get(term.text);
  if (group === undefined) throw notExcludable(exclusion?.at ?? term.at, exclusion?.text ?? '', term.text);
  const stranger = excluded.find(({ unit }) => !group.members.includes(unit));
  if (stranger !== undefined) throw notExcludable(stranger.at, stranger.spelling, term.text);
  const units = group.members
    .filter((member) => excluded.every(({ unit }) => unit !== member))
    .map((unit) => ({ unit, at: term.at, spelling: term.text }));
  if (units.length === 0) throw new CellMistake(term.at, `“${term.text}”全部除外`, `nobody of "${term.text}" is left`);
  return { spelling: term.text, units, excluded, ...saidOf(term.text, units, excluded, names) };
};

const saidOf = (group: string, units: readonly Named[], excluded: readonly Named[], names: Names): Said => {
  const without = excluded.map(({ unit }) => names.nameOf(unit)).join('、');
  return {
    zh: `“${group}”${without && `除${without}外`}展开为${units.length}个单位`,
    en: `"${group}"${without && ` without ${without}`} stands for ${units.length} units`,
  };
};

const shortIn = (units: readonly Named[], names: Names): readonly Named[] =>
  units.filter(({ unit, spelling }) => names.nameOf(unit) !== spelling);

const unitsOf = (meaning: Part): readonly Named[] => {
  if ('excluded' in meaning) return meaning.units;
  return 'unit' in meaning ? [meaning] : [];
};

const namesIn = (list: Term, names: Names): readonly Named[] => {
  const ending = names.endingOf(list.text);
  return split(list).map((term) => named(term, ending, names));
};

/** The pieces between 、, but for those inside brackets. */
const split = (list: Term): readonly Term[] => {
  const terms: Term[] = [];
  let at = list.at;
  for (const text of piecesOf(list)) {
    terms.push({ text, at });
    at += text.length + 1;
  }
  return terms;
};

const piecesOf = ({ text }: Term): readonly string[] => {
  if (!text.includes('（')) return text.split('、');
  const pieces: string[] = [];
  let [begun, depth] = [0, 0];
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charAt(i);
    if (character === '（') depth += 1;
    else if (character === '）') depth -= 1;
    else if (character === '、' && depth === 0) {
      pieces.push(text.slice(begun, i));
      begun = i + 1;
    }
  }
  return [...pieces, text.slice(begun)];
};

/** Refuses a bracket without its other half: a name or an exclusion ends where nobody can tell. */
const mustPair = ({ text, at }: Term): void => {
  const open: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    if (text.charAt(i) === '（') open.push(i);
    else if (text.charAt(i) === '）' && open.pop() === undefined) throw unpaired(at + i);
  }
  const [unclosed] = open;
  if (unclosed !== undefined) throw unpaired(at + unclosed);
};

const unpaired = (at: number): CellMistake => new CellMistake(at, '括号不成对', 'a bracket without its other half');

const named = ({ text, at }: Term, ending: string, names: Names): Named => {
  const unit = names.units.get(text) ?? names.units.get(text + ending) ?? names.strangerOf(text);
  if (names.strangers.size > MOST_STRANGERS)
    throw new CellMistake(
      at,
      `不认识的单位超过${MOST_STRANGERS}个，资料包与文件不符`,
      `more than ${MOST_STRANGERS} unknown units: the pack is of another plan`,
    );
  if (unit === null) throw unknownName(text, at, names);
  if (names.seats.has(unit))
    throw new CellMistake(
      at,
      `“${text}”负责组织或督查，不承担任务`,
      `"${text}" follows the tasks and carries none out`,
    );
  return { unit, at, spelling: text };
};

/** What people write where nobody has a part. */
const NOBODY = ['无', '/', '—', '－', '-', '暂无'];
const SEPARATORS = /[,，;；/\s]/;

const unknownName = (text: string, at: number, names: Names): CellMistake => {
  if (text === '')
    return new CellMistake(
      at,
      '缺少单位名称：“、”前后应各有一个',
      'a name is missing: one is expected on either side of "、"',
    );
  const [zh, en] = [`不认识的单位“${text}”`, `unknown unit "${text}"`];
  if (NOBODY.includes(text))
    return new CellMistake(at, `${zh}；没有单位时请留空`, `${en}; leave the cell blank where there is none`);
  if (SEPARATORS.test(text)) return new CellMistake(at, `${zh}；单位之间用“、”分隔`, `${en}; names are joined by "、"`);
  const like = names.likest(text);
  if (like === null)
    return new CellMistake(at, `${zh}；资料包的单位表中没有`, `${en}: it is not in the units of the pack`);
  const name = names.nameOf(like);
  return new CellMistake(at, `${zh}；是否为“${name}”？`, `${en}; is it "${name}"?`);
};

/** Whoever would answer for so many new units has the wrong pack. */
const MOST_STRANGERS = 50;

const notExcludable = (at: number, name: string, list: string): CellMistake =>
  new CellMistake(
    at,
    `“${name}”不在“${list}”之内，不能除外`,
    `"${name}" is not among "${list}" and cannot be excluded`,
  );

/** Refuses the second mention of a unit in a list. */
const once = (units: readonly Named[]): readonly Named[] => {
  const seen = new Set<UnitId>();
  for (const one of units) {
    if (seen.has(one.unit)) throw twice(one);
    seen.add(one.unit);
  }
  return units;
};

/** Refuses a unit that another cell of the row has named already. */
export const apart = (units: readonly Named[], others: readonly Named[]): void => {
  const again = units.find(({ unit }) => others.some((other) => other.unit === unit));
  if (again !== undefined) throw twice(again);
};

const twice = ({ at, spelling }: Named): CellMistake =>
  new CellMistake(at, `“${spelling}”重复`, `"${spelling}" names a unit twice`);
