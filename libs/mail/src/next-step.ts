import type { LetterContent, LetterItem } from '#domain/letter';
import type { Rung } from '#domain/tables/ladder';
import { dayZh, houseZh, owedZh, plain, slipZh, weekdayZh } from './words.ts';

/**
 * What happens next, and when, if nobody acts. Empty where the ladder has not begun and has no rung ahead: the leading
 * group is only reminded.
 */
export const nextStepZh = (letter: LetterContent, item: LetterItem): string => {
  if (item.about === null) return '';
  return `${decisionZh(item)}${rungZh(letter, item)}`;
};

/** A proposal waits for ever: nothing leaves by itself. */
const decisionZh = ({ proposed, confirmBy, rung, consulted }: LetterItem): string => {
  if (!proposed || confirmBy === null || rung === null || rung === 'E0') return '';
  const act = rung === 'E5' ? '签发' : '确认';
  return `请于${weekdayZh(confirmBy)}前${act}或者搁置；未${act}的，${slipZh(rung, consulted)}不会发出。`;
};

const rungZh = ({ office, to }: LetterContent, item: LetterItem): string => {
  if (item.next === null || item.about === null) {
    if (item.rung === null || item.rung === 'E0') return '';
    // Regulation §6: its own ladder ends there, that of the part goes on.
    return item.about === 'supply' ? '仍未补齐的，随申报完成一并升级。' : '逐级升级到此为止，事项仍须办理。';
  }
  const { on, at, rung, provisional } = item.next;
  const when = `${weekdayZh(on)}${at}${provisional ? '（日期暂定）' : ''}`;
  const house = item.unitName === to.unitName ? houseZh(to.kind) : '该单位';
  const isOffice = item.unitName === office.name;
  const steps = isOffice ? ownSteps : stepsOf(plain(office.name), item.consulted);
  const step = (item.about === 'signOff' ? reviewSteps(isOffice)[rung] : undefined) ?? steps[rung];
  return `仍未${owedZh[item.about]}的，于${when}${step(house)}。`;
};

/** What a slip rests on: the rungs before it, each with its day, and whether the house replied. */
export const climbedZh = ({ climbed, consulted }: LetterItem): string =>
  climbed.length === 0
    ? ''
    : `此前：${climbed
        .map(({ on, what, rung }) => {
          const slip = rung === null ? '' : `${slipZh(rung, consulted)}（${rung}）`;
          const said = {
            sent: rung === 'E1' ? `列入${slip}` : `发${slip}`,
            proposed: `拟发${slip}`,
            confirmed: rung === 'E5' ? `签发${slip}` : `确认${slip}`,
            setAside: `搁置${slip}`,
            replied: '承办单位答复',
          };
          return `${dayZh(on)}${said[what]}`;
        })
        .join('；')}。`;

type Steps = { readonly [R in Rung]: (house: string) => string };

/** Regulation §7. A central agency or a company gets a 函商 at E3 and E4. */
const stepsOf = (office: string, consulted: boolean): Steps => ({
  E1: (house) => `列入督办日报，送${house}处室负责人（E1）`,
  E2: (house) => `发蓝色提醒单，送${house}分管负责人（E2）`,
  E3: (house) =>
    `发${slipZh('E3', consulted)}，送${house}主要负责人，抄送牵头单位分管负责人和${office}主要负责人（E3）`,
  E4: (house) =>
    `拟${consulted ? '再次' : ''}发${slipZh('E4', consulted)}，送${house}主要负责人，由${office}确认（E4）`,
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
