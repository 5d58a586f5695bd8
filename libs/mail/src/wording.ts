import type { LetterContent } from '#domain/letter';
import type { Form } from '#domain/tables/ladder';
import { dayZh } from './words.ts';

/** What is printed on a form whoever gets it. */
export interface Wording {
  /** 中文 name of the form, its heading. */
  readonly title: string;
  /** The colour of its bar, a hex code. */
  readonly colour: string;
  readonly opening: (letter: LetterContent, plan: string) => string;
  readonly closing: readonly string[];
}

/** Regulation §6: a slip is owed a reply within 3 working days, and acting on the matter is a reply too. */
const REPLY_DAYS = 3;

export const wordings: { readonly [F in Form]: Wording } = {
  issued: {
    title: '交办通知',
    colour: '#1f5fa8',
    opening: ({ items }, plan) => `${plan}的${items.length}项督办事项现予交办。请按下列期限签收，并组织办理。`,
    closing: ['签收表示已收到事项及其期限。签收后请明确责任人。'],
  },
  digest: {
    title: '督办日报',
    colour: '#4a5568',
    opening: (letter, plan) => `${plan}截至${dayZh(letter.planDay)}的应办事项${counted(letter)}。`,
    closing: ['事项办理后即不再提醒。'],
  },
  'blue-slip': {
    title: '蓝色提醒单',
    colour: '#2b6cb0',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项已经逾期，处室负责人已获提醒。请分管负责人督促尽快办理。`,
    closing: [],
  },
  'yellow-slip': {
    title: '黄色督办单',
    colour: '#b7791f',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项逾期未办，经提醒仍无进展。现予督办，请承办单位主要负责人过问。`,
    closing: [`请承办单位自本单日期起${REPLY_DAYS}个工作日内答复；办理所列事项即视为答复。`],
  },
  consultation: {
    title: '函商',
    colour: '#2c7a7b',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项工作已超过期限。为保证方案整体进度，特此函商，请承办单位予以支持办理。如有困难，请告知我办，以便协调。`,
    closing: ['此函。'],
  },
  'supervision-letter': {
    title: '督办函',
    colour: '#c05621',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项逾期未办，经提醒、督办仍无进展。现发函督办，请承办单位主要负责人研究，立即办理。`,
    closing: ['本函所列事项列入当月督办月报。', '特此函达。'],
  },
  'red-slip': {
    title: '红色督办单',
    colour: '#c53030',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项经逐级提醒、督办仍未办理。现报领导小组审阅，并建议移送督查室督查。`,
    closing: [],
  },
};

/** `共8项：逾期3项，今日到期1项，未到期4项` */
export const counted = ({ items }: LetterContent): string => {
  const late = items.filter((item) => item.lateDays > 0).length;
  const today = items.filter((item) => item.lateDays === 0).length;
  const parts = [
    { n: late, what: '逾期' },
    { n: today, what: '今日到期' },
    { n: items.length - late - today, what: '未到期' },
  ].filter(({ n }) => n > 0);
  return `共${items.length}项：${parts.map(({ n, what }) => `${what}${n}项`).join('，')}`;
};
