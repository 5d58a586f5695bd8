import type { LetterContent, LetterItem } from '#domain/letter';
import type { Rung } from '#domain/tables/ladder';
import { owedZh, plain, weekdayZh } from './words.ts';

/**
 * What happens next, and when, if nobody acts: one sentence. Empty where the ladder has not begun and has no rung ahead:
 * the leading group is only reminded.
 */
export const nextStepZh = ({ office, to }: LetterContent, item: LetterItem): string => {
  if (item.next === null || item.about === null) {
    return item.rung === null || item.rung === 'E0' ? '' : '逐级升级到此为止，事项仍须办理。';
  }
  const { on, at, rung, provisional } = item.next;
  const when = `${weekdayZh(on)}${at}${provisional ? '（日期暂定）' : ''}`;
  const house = item.unitName === to.unitName ? '贵单位' : '该单位';
  const steps = item.unitName === office.name ? ownSteps : stepsOf(plain(office.name));
  const step = (item.about === 'signOff' ? reviewSteps(item.unitName === office.name)[rung] : undefined) ?? steps[rung];
  return `届时仍未${owedZh[item.about]}的，于${when}${step(house)}。`;
};

type Steps = { readonly [R in Rung]: (house: string) => string };

/** Regulation §7. A central agency or a company gets a 函商 at E3 and E4; the letter does not know the unit's kind. */
const stepsOf = (office: string): Steps => ({
  E1: (house) => `列入督办日报，送${house}处室负责人（E1）`,
  E2: (house) => `发蓝色提醒单，送${house}分管负责人（E2）`,
  E3: (house) => `发黄色督办单或函商，送${house}主要负责人，抄送牵头单位分管负责人和${office}主要负责人（E3）`,
  E4: (house) => `拟发督办函或函商，送${house}主要负责人，由${office}确认（E4）`,
  E5: () => `拟发红色督办单，报领导小组并建议督查室督查，由${office}主要负责人签发（E5）`,
});

/** A reviewer's rungs begin with the post above him, and stay in his house: nobody gets copies. */
const reviewSteps = (isOffice: boolean): Partial<Steps> => ({
  E1: (house) => `列入督办日报，送${house}${isOffice ? '分管' : '主要'}负责人（E1）`,
  E2: (house) => `发蓝色提醒单，送${house}主要负责人（E2）`,
  E3: (house) => `发黄色督办单，送${house}主要负责人（E3）`,
});

/** When the office itself owes, nobody gets copies, and it can neither hold nor confirm its own. */
const ownSteps: Steps = {
  E1: (house) => `列入督办日报，送${house}处室负责人（E1）`,
  E2: (house) => `发蓝色提醒单，送${house}分管负责人（E2）`,
  E3: (house) => `发黄色督办单，送${house}主要负责人（E3）`,
  E4: () => '发督办函，送领导小组秘书（E4）',
  E5: () => '发红色督办单，报领导小组（E5）',
};
