import type { EmptyWhy, LetterContent } from '#domain/letter';
import type { Form } from '#domain/tables/ladder';
import { currentLimits } from '#domain/tables/limits';
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
    // Regulation §5: acting on the matter is a reply too.
    closing: [`请承办单位自本单日期起${currentLimits.reply.days}个工作日内答复；办理所列事项即视为答复。`],
  },
  consultation: {
    title: '函商',
    colour: '#2c7a7b',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项工作已超过期限。为保证方案整体进度，特此函商，请承办单位予以支持办理。如有困难，请告知我办，以便协调。`,
    closing: [`请自本函日期起${currentLimits.reply.days}个工作日内函复；办理所列事项即视为函复。`, '此函。'],
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
  declined: {
    title: '退签告知',
    colour: '#4a5568',
    opening: ({ items }, plan) => `${plan}下列${items.length}项有承办单位退签，请贵办裁定。`,
    closing: ['裁定可以维持、改派或者撤销；牵头单位的任务不能撤销。'],
  },
  decided: {
    title: '决定告知',
    colour: '#1f5fa8',
    opening: ({ items }, plan) => `${plan}下列${items.length}项已有决定，现予告知。`,
    closing: ['其中对退签的裁定为最终决定。'],
  },
  note: {
    title: '留言',
    colour: '#4a5568',
    opening: ({ items }, plan) => `${plan}下列${items.length}项有人留言或者答复督办，请查阅。`,
    closing: [],
  },
  subtask: {
    title: '子任务通知',
    colour: '#1f5fa8',
    opening: ({ items }, plan) => `${plan}的子任务有${items.length}项变动，现予通知。`,
    closing: [],
  },
  held: {
    title: '缺项告知',
    colour: '#b7791f',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项的完成申报或者办结申请有缺项，暂不能受理。所缺各项及其单位逐一列于该项之下，请督促补齐。`,
    closing: ['缺项补齐或者依规定豁免之前，事项不能办结。'],
  },
  returned: {
    title: '退回通知',
    colour: '#c05621',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项经审核予以退回，退回的内容和理由列于该项之下。请按期整改后重新申报。`,
    closing: ['未予退回的部分仍然有效，不需重新报送。'],
  },
  accepted: {
    title: '认可通知',
    colour: '#2f855a',
    opening: ({ items }, plan) => `${plan}下列${items.length}项的完成申报已获认可，现予通知。`,
    closing: ['各办理单元均获认可后，由牵头单位申请办结。'],
  },
  'signed-off': {
    title: '办结通知',
    colour: '#2f855a',
    opening: ({ items }, plan) => `${plan}下列${items.length}项已经逐级审签通过，准予办结，现予通知。`,
    closing: ['办结事项不再催办，由督办机构销号、归档。'],
  },
  undelivered: {
    title: '收件岗位异常告知',
    colour: '#b7791f',
    opening: ({ chairs = [] }, plan) =>
      `${plan}下列${chairs.length}个岗位的信函无法送达本人，已改送所列人员，现予告知。`,
    closing: ['请商有关单位明确人员或者更正邮箱。恢复之前，该岗位的信函继续改送；同一情形不再逐日告知。'],
  },
};

/** Why nobody can be reached in a post. */
export const emptyZh: { readonly [W in EmptyWhy]: string } = {
  nobody: '暂无人员',
  ended: '任期已满',
  bounced: '邮箱退信',
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
