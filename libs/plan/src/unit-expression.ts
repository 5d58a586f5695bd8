import type { UnitId } from '#domain/unit';
import type { Names } from './names.ts';

/** A unit as a cell names it, `at` characters from the beginning of the cell's text. */
export interface Named {
  readonly unit: UnitId;
  readonly at: number;
  readonly spelling: string;
}

/** A group written in a cell: its units without the excluded ones, in canonical order. */
export interface Expansion {
  readonly spelling: string;
  readonly units: readonly Named[];
  readonly excluded: readonly Named[];
}

/** What a cell of units means. */
export interface UnitExpression {
  readonly units: readonly Named[];
  readonly expansions: readonly Expansion[];
  /** Names that stand for units the text does not name. */
  readonly unresolved: readonly string[];
  /** Ends in 等: more units may be added. */
  readonly open: boolean;
}

/** Why a cell means nothing: what was found, at which character of the cell (from 0). */
export class UnitMistake extends Error {
  readonly at: number;
  readonly zh: string;
  readonly en: string;

  constructor(at: number, zh: string, en: string) {
    super(en);
    this.name = 'UnitMistake';
    this.at = at;
    this.zh = zh;
    this.en = en;
  }
}

/** 牵头单位: exactly one name. Throws a UnitMistake, as the other two do. */
export const readLead = (text: string, names: Names): Named => {
  const [first, second] = namesIn({ text, at: 0 }, names);
  if (first === undefined) throw new UnitMistake(0, '没有牵头单位', 'exactly one lead unit is expected');
  if (second !== undefined) throw new UnitMistake(second.at, '应恰有一个牵头单位', 'exactly one lead unit is expected');
  return first;
};

/** 配合单位: names joined by 、, with 等 after the last when the list is open; blank is no support. */
export const readSupport = (text: string, names: Names): UnitExpression => {
  if (text === '') return nobody;
  const open = text.endsWith('等');
  const list = open ? text.slice(0, -1) : text;
  return { ...nobody, units: once(namesIn({ text: list, at: 0 }, names)), open };
};

/**
 * 责任单位:
 * ```
 * cell := "" | list exclusion?    list := term ("、" term)*    term := group | unresolved | name
 * exclusion := "，不含" names | "（不含" names "）"              names := name ("、" name)*
 * ```
 * The exclusion is taken off first, for its names are joined by the same 、; a group is matched as a whole, for its
 * brackets are its name. Refuses unknown names, a unit named twice, an exclusion that follows anything but one group,
 * and an excluded unit that is not in it.
 */
export const readResponsible = (text: string, names: Names): UnitExpression => {
  if (text === '') return nobody;
  const { list, exclusion } = takeOffExclusion(text);
  const excluded = exclusion === null ? [] : once(namesIn(exclusion, names));
  if (exclusion !== null && !names.groups.has(list.text)) throw notExcludable(exclusion.at, exclusion.text, list.text);
  const meanings = split(list).map((term) => meaningOf(term, excluded, endingOf(list), names));
  return {
    units: once(meanings.flatMap(unitsOf)),
    expansions: meanings.filter((meaning) => 'excluded' in meaning),
    unresolved: meanings.filter((meaning) => 'text' in meaning).map(({ text: word }) => word),
    open: false,
  };
};

const nobody: UnitExpression = { units: [], expansions: [], unresolved: [], open: false };

/** A piece of a cell's text and where it begins. */
interface Term {
  readonly text: string;
  readonly at: number;
}

/** An unclosed bracket takes nothing off, and the name it touches is refused as unknown. */
const takeOffExclusion = (text: string): { readonly list: Term; readonly exclusion: Term | null } => {
  const found = /^(?<list>.*?)(?:，不含(?<bare>.*)|（不含(?<bracketed>.*)）)$/.exec(text)?.groups;
  if (found === undefined) return { list: { text, at: 0 }, exclusion: null };
  const list = found['list'] ?? '';
  const excluded = found['bare'] ?? found['bracketed'] ?? '';
  return { list: { text: list, at: 0 }, exclusion: { text: excluded, at: list.length + '，不含'.length } };
};

const meaningOf = (term: Term, excluded: readonly Named[], ending: string, names: Names): Expansion | Term | Named => {
  if (names.unresolved.has(term.text)) return term;
  const group = names.groups.get(term.text);
  if (group === undefined) return named(term, ending, names);
  const stranger = excluded.find(({ unit }) => !group.members.includes(unit));
  if (stranger !== undefined) throw notExcludable(stranger.at, stranger.spelling, term.text);
  const units = group.members
    .filter((member) => excluded.every(({ unit }) => unit !== member))
    .map((unit) => ({ unit, at: term.at, spelling: term.text }));
  if (units.length === 0) throw new UnitMistake(term.at, `“${term.text}”全部除外`, `nobody of "${term.text}" is left`);
  return { spelling: term.text, units, excluded };
};

const unitsOf = (meaning: Expansion | Term | Named): readonly Named[] => {
  if ('excluded' in meaning) return meaning.units;
  return 'unit' in meaning ? [meaning] : [];
};

const namesIn = (list: Term, names: Names): readonly Named[] =>
  split(list).map((term) => named(term, endingOf(list), names));

const split = (list: Term): readonly Term[] => {
  const terms: Term[] = [];
  let at = list.at;
  for (const text of list.text.split('、')) {
    terms.push({ text, at });
    at += text.length + 1;
  }
  return terms;
};

/** 九龙坡区、渝北区、巴南区政府: the ending of the last name holds for those before it. */
const endingOf = (list: Term): string => /(?:政府|管委会)$/.exec(list.text)?.[0] ?? '';

const named = ({ text, at }: Term, ending: string, names: Names): Named => {
  const unit = names.units.get(text) ?? names.units.get(text + ending);
  if (unit === undefined) throw new UnitMistake(at, `不认识的单位“${text}”`, `unknown unit "${text}"`);
  return { unit, at, spelling: text };
};

const notExcludable = (at: number, name: string, list: string): UnitMistake =>
  new UnitMistake(
    at,
    `“${name}”不在“${list}”之内，不能除外`,
    `"${name}" is not among "${list}" and cannot be excluded`,
  );

/** Refuses the second mention of a unit; `seen` are those of the row's other cells. */
export const once = (units: readonly Named[], seen: ReadonlySet<UnitId> = new Set()): readonly Named[] => {
  const again = units.find(({ unit }, i) => seen.has(unit) || units.findIndex((other) => other.unit === unit) < i);
  if (again === undefined) return units;
  throw new UnitMistake(again.at, `“${again.spelling}”重复`, `"${again.spelling}" names a unit twice`);
};
