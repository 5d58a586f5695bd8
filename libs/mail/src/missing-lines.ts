import type { Lacking, LetterItem, MissingThing } from '#domain/letter';
import { plain, roleZh } from './words.ts';

/** 缺项: what is missing, a line for each house's evidence and for each other sort. With `most` a long list ends early. */
export const missingLines = ({ missing, about }: LetterItem, most: number): readonly string[] => {
  if (missing === null) return [];
  const { things, more } = shortened(missing, most);
  if (things.length === 0) return more > 0 ? [moreZh(more)] : nothingMissing(about);
  const sorts = new Map<string, MissingThing[]>();
  for (const thing of things) {
    const sort = thing.of === 'item' || thing.of === 'confirmation' ? `${thing.of} ${thing.unitName}` : thing.of;
    sorts.set(sort, [...(sorts.get(sort) ?? []), thing]);
  }
  // Of a list that ends early no number is given: it would be that of the names shown.
  const lines = [...sorts.values()].map((sort) => sortZh(sort, more > 0 ? '' : String(sort.length)));
  return [...lines, ...(more > 0 ? [moreZh(more)] : [])];
};

const shortened = ({ things, more }: Lacking, most: number): Lacking => ({
  things: things.slice(0, most),
  more: more + Math.max(0, things.length - most),
});

const moreZh = (more: number): string => `另有缺项${more}处，见事项页面`;

const nothingMissing = (about: LetterItem['about']): readonly string[] => {
  if (about === 'finish') return ['没有缺项，可以申请办结'];
  return about === 'part' || about === 'correct' ? ['没有缺项，可以申报完成'] : [];
};

/** Things of one sort; of items and confirmations also of one house. `count` is empty where there may be more of them. */
const sortZh = (things: readonly MissingThing[], count: string): string => {
  const [first] = things;
  const names = things.map(nameZh).join('、');
  const of = (measure: string): string => (count === '' ? '' : `${count}${measure}`);
  switch (first?.of) {
    case undefined:
      return '';
    case 'item':
      return `${plain(first.unitName)}缺佐证${of('件')}：${names}`;
    case 'part':
      return `未获认可${of('个单位')}：${names}`;
    case 'receipt':
      return `未签收${of('个单位')}：${names}`;
    case 'ruling':
      return `退签未裁定${of('个单位')}：${names}`;
    case 'subtask':
      return `子任务未办结${of('项')}：${names}`;
    case 'confirmation':
      return `${plain(first.unitName)}已提出申报完成，待其分管负责人或者主要负责人确认`;
  }
};

const nameZh = (thing: MissingThing): string => {
  const house = plain(thing.unitName);
  switch (thing.of) {
    case 'item':
      return `${plain(thing.name)}（${stateZh[thing.state]}）`;
    case 'subtask':
      return `${plain(thing.id)}“${plain(thing.title)}”（${house}）`;
    case 'confirmation':
      return house;
    case 'part':
    case 'receipt':
    case 'ruling':
      return `${house}（${roleZh[thing.role]}）`;
  }
};

const stateZh: { readonly [S in Extract<MissingThing, { of: 'item' }>['state']]: string } = {
  missing: '未提交',
  submitted: '待认定',
  rejected: '不予认定',
  accepted: '已认定',
};
