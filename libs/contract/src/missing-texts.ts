import type { Checklist } from '#domain/checklist';
import type { Missing } from '#domain/event';
import type { Said } from './names.ts';
import { enItems, enParts, type UnitLookup, zhItems, zhParts } from './part-texts.ts';

/** What an item lacks: a claim needs it submitted (and not rejected), sign-off needs it accepted. */
const lacks = {
  claim: { zh: '缺佐证', en: 'evidence' },
  signOff: { zh: '佐证未提交或者未认定', en: 'evidence not submitted or not accepted' },
} as const satisfies Readonly<Record<string, Said>>;

/** 缺项: what stands between a part, or a task, and its end, one by one and of which unit. Empty lists are not spoken of. */
export const missingText = (of: keyof typeof lacks, missing: Missing, unit: UnitLookup, checklist: Checklist): Said => {
  const { items, parts, subtasks, unacknowledged, declined } = missing;
  const lists = [
    {
      all: items,
      zh: `${lacks[of].zh}：${zhItems(items, unit, checklist)}`,
      en: `${lacks[of].en}: ${enItems(items, unit, checklist)}`,
    },
    { all: parts, zh: `未获认可：${zhParts(parts, unit)}`, en: `parts not accepted: ${enParts(parts, unit)}` },
    { all: subtasks, zh: `子任务未办结：${subtasks.join('、')}`, en: `subtasks open: ${subtasks.join(', ')}` },
    {
      all: unacknowledged,
      zh: `未签收：${zhParts(unacknowledged, unit)}`,
      en: `not acknowledged: ${enParts(unacknowledged, unit)}`,
    },
    {
      all: declined,
      zh: `退签未裁定：${zhParts(declined, unit)}`,
      en: `declined without a ruling: ${enParts(declined, unit)}`,
    },
  ].filter(({ all }) => all.length > 0);
  return { zh: lists.map(({ zh }) => zh).join('；'), en: lists.map(({ en }) => en).join('; ') };
};
