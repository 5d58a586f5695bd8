import type { UnitId } from '#domain/unit';
import type { Pack, UnitGroup } from './pack.ts';

/** What a cell of units means. */
export interface UnitExpression {
  readonly units: readonly UnitId[];
  /** A name that stands for units the text does not name. */
  readonly unresolved: string | null;
  /** Ends in 等: more units may be added. */
  readonly open: boolean;
  /** The group that was expanded, and who was taken out of it. */
  readonly expanded: { readonly group: string; readonly excluded: readonly UnitId[] } | null;
}

/** Why a cell means nothing: what was found, at which character of the cell (from 0). */
export interface UnitMistake {
  readonly at: number;
  readonly zh: string;
  readonly en: string;
}

export type Names = Pick<Pack, 'units' | 'groups' | 'unresolved'>;

const SEPARATOR = '、';
const MORE = '等';
/** `，不含甲、乙` and `（不含甲、乙）`, always at the end. */
const EXCLUSION = /(?:，不含(?<bare>[^（）]+)|（不含(?<bracketed>[^（）]+)）)$/;

/**
 * Step 3: the grammar of the unit columns.
 * `cell := "" | list exclusion? · list := term ("、" term)* "等"? · term := group | unresolved | name`. The exclusion is
 * taken off first, for its names are joined by the same 、; a group is matched as a whole, for its brackets are its name.
 */
export const readUnits = (text: string, names: Names): UnitExpression | UnitMistake => {
  if (text === '') return { units: [], unresolved: null, open: false, expanded: null };
  const exclusion = EXCLUSION.exec(text);
  const open = text.endsWith(MORE);
  const list = exclusion === null ? text.slice(0, open ? -MORE.length : undefined) : text.slice(0, exclusion.index);
  const units: UnitId[] = [];
  let unresolved: string | null = null;
  let group: UnitGroup | null = null;
  let at = 0;
  for (const term of list.split(SEPARATOR)) {
    const found = termOf(term, names);
    if (found === null) return unknown(term, at);
    if (found.kind === 'unresolved') unresolved = term;
    if (found.kind === 'group') group = found.group;
    const added = found.kind === 'unresolved' ? [] : found.units;
    const twice = added.find((unit) => units.includes(unit));
    if (twice !== undefined) return { at, zh: `“${term}”重复`, en: `"${term}" names a unit twice` };
    units.push(...added);
    at += term.length + SEPARATOR.length;
  }
  if (exclusion === null) return { units, unresolved, open, expanded: group && { group: list, excluded: [] } };
  return exclude(exclusion, units, group, list, names);
};

const exclude = (
  match: RegExpExecArray,
  units: readonly UnitId[],
  group: UnitGroup | null,
  list: string,
  names: Names,
): UnitExpression | UnitMistake => {
  const said = match.groups?.['bare'] ?? match.groups?.['bracketed'] ?? '';
  let at = match.index + match[0].indexOf(said);
  const excluded: UnitId[] = [];
  for (const name of said.split(SEPARATOR)) {
    const found = termOf(name, names);
    if (found?.kind !== 'name') return unknown(name, at);
    if (group === null || !found.units.every((unit) => units.includes(unit))) {
      return {
        at,
        zh: `“${name}”不在“${list}”之内，不能除外`,
        en: `"${name}" is not among "${list}" and cannot be excluded`,
      };
    }
    excluded.push(...found.units);
    at += name.length + SEPARATOR.length;
  }
  return {
    units: units.filter((unit) => !excluded.includes(unit)),
    unresolved: null,
    open: false,
    expanded: { group: list, excluded },
  };
};

type Term =
  | { readonly kind: 'unresolved' }
  | { readonly kind: 'name'; readonly units: readonly UnitId[] }
  | { readonly kind: 'group'; readonly units: readonly UnitId[]; readonly group: UnitGroup };

const termOf = (term: string, names: Names): Term | null => {
  if (names.unresolved.includes(term)) return { kind: 'unresolved' };
  const group = names.groups.find((one) => one.variants.includes(term));
  if (group !== undefined) return { kind: 'group', units: group.members, group };
  const unit = names.units.find((one) => one.name === term || one.aliases.includes(term));
  return unit === undefined ? null : { kind: 'name', units: [unit.id] };
};

const unknown = (name: string, at: number): UnitMistake => ({
  at,
  zh: `不认识的单位“${name}”`,
  en: `unknown unit "${name}"`,
});
