import { type AssignmentId, roleOf, unitOf } from '#domain/assignment';
import { assignmentOf, type Checklist, type ItemId, nameOf } from '#domain/checklist';
import { roleNames } from './names.ts';

/** How a unit is called; its id stands in where nothing else is known. */
export type UnitLookup = (unit: string) => { readonly name: string; readonly nameEn: string };

/** `responsible.yuzhong-district` as people say it: 渝中区政府（责任单位） */
export const zhPart = (assignment: AssignmentId, unit: UnitLookup): string =>
  `${zhUnit(assignment, unit)}（${roleNames[roleOf(assignment)].zh}）`;

/** The unit alone: English sentences do not name the role. */
export const enPart = (assignment: AssignmentId, unit: UnitLookup): string => unit(unitOf(assignment)).nameEn;

export const zhParts = (all: readonly AssignmentId[], unit: UnitLookup): string =>
  all.map((one) => zhPart(one, unit)).join('、');
export const enParts = (all: readonly AssignmentId[], unit: UnitLookup): string =>
  all.map((one) => enPart(one, unit)).join(', ');

/** `acceptance@responsible.yuzhong-district` as people say it: 「竣工验收意见（渝中区政府）」; without its checklist by its id. */
export const zhItem = (item: ItemId, unit: UnitLookup, checklist: Checklist): string =>
  `「${nameOf(checklist, item).zh}（${zhUnit(assignmentOf(item), unit)}）」`;
export const enItem = (item: ItemId, unit: UnitLookup, checklist: Checklist): string =>
  `"${nameOf(checklist, item).en}" (${enPart(assignmentOf(item), unit)})`;

export const zhItems = (all: readonly ItemId[], unit: UnitLookup, checklist: Checklist): string =>
  all.map((one) => zhItem(one, unit, checklist)).join('、');
export const enItems = (all: readonly ItemId[], unit: UnitLookup, checklist: Checklist): string =>
  all.map((one) => enItem(one, unit, checklist)).join(', ');

const zhUnit = (assignment: AssignmentId, unit: UnitLookup): string => unit(unitOf(assignment)).name;
