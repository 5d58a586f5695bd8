import type { EmptyWhy, LetterContent } from '#domain/letter';
import type { Form, Rung } from '#domain/tables/ladder';
import { dayZh, plain } from './words.ts';

/** What is printed on a form whoever gets it. */
export interface Wording {
  /** 中文 name of the form, its heading. */
  readonly title: string;
  /** The form's own letters before its number, so that two forms never carry the same one. */
  readonly code: string;
  /** The colour of its bar, a hex code. */
  readonly colour: string;
  readonly opening: (letter: LetterContent, plan: string) => string;
  readonly closing: (letter: LetterContent) => readonly string[];
}

const nothing = (): readonly string[] => [];

export const wordings: { readonly [F in Form]: Wording } = {
  issued: {
    title: '交办通知',
    code: '交办',
    colour: '#1f5fa8',
    opening: ({ items }, plan) => `${plan}的${items.length}项督办事项现予交办。请按下列期限签收，并组织办理。`,
    closing: () => ['签收表示已收到事项及其期限，不影响在退签期限内退签。所列期限均含当日。'],
  },
  digest: {
    title: '督办日报',
    code: '日报',
    colour: '#4a5568',
    opening: (letter, plan) => `${plan}${dayZh(letter.planDay)}提醒的应办事项${counted(letter)}。`,
    closing: () => ['事项办理后即不再提醒。'],
  },
  'blue-slip': {
    title: '蓝色提醒单',
    code: '蓝单',
    colour: '#2b6cb0',
    opening: ({ items }, plan) =>
      items.every(({ about }) => about === 'signOff')
        ? `${plan}下列${items.length}项的审签已经逾期，审签人已获提醒。请尽快审签或者退回。`
        : `${plan}下列${items.length}项已经逾期，处室负责人已获提醒。请分管负责人督促尽快办理。`,
    closing: nothing,
  },
  'yellow-slip': {
    title: '黄色督办单',
    code: '黄单',
    colour: '#b7791f',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项${items.every(({ lateDays }) => lateDays > 0) ? '逾期未办，经提醒仍无进展' : '逾期未办，或者申报后缺项仍未补齐'}。` +
      '现予督办，请承办单位主要负责人过问。',
    closing: nothing,
  },
  consultation: {
    title: '函商',
    code: '函商',
    colour: '#2c7a7b',
    opening: (letter, plan) =>
      `${plan}下列${letter.items.length}项工作${isAllAt(letter, 'E4') ? '经前次函商，仍未办理' : '已超过期限'}。` +
      '为保证方案整体进度，特此函商，请承办单位予以支持办理。如有困难，请告知我办，以便协调。',
    closing: (letter) => [...(isAnyAt(letter, 'E4') ? [reported(letter, '本函')] : []), '此函。'],
  },
  'supervision-letter': {
    title: '督办函',
    code: '督函',
    colour: '#c05621',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项逾期未办，经提醒、督办仍无进展。现发函督办，请承办单位主要负责人研究，立即办理。`,
    closing: (letter) => [reported(letter, '本函'), '特此函达。'],
  },
  'red-slip': {
    title: '红色督办单',
    code: '红单',
    colour: '#c53030',
    opening: ({ items, to }, plan) =>
      `${plan}下列${items.length}项经逐级提醒、督办仍未办理。` +
      (to.kind === 'inspectorate' ? '现已报领导小组，并建议贵室督查。' : '现报领导小组审阅，并建议移送督查室督查。'),
    closing: nothing,
  },
  declined: {
    title: '退签告知',
    code: '退签',
    colour: '#4a5568',
    opening: ({ items }, plan) => `${plan}下列${items.length}项有承办单位退签，请贵办裁定。`,
    closing: () => ['裁定可以维持、改派或者撤销；牵头单位的任务不能撤销。'],
  },
  decided: {
    title: '决定告知',
    code: '决定',
    colour: '#1f5fa8',
    opening: ({ items }, plan) => `${plan}下列${items.length}项已有决定，现予告知。`,
    closing: nothing,
  },
  note: {
    title: '留言',
    code: '留言',
    colour: '#4a5568',
    opening: ({ items }, plan) => `${plan}下列${items.length}项有人留言或者答复督办，请查阅。`,
    closing: nothing,
  },
  subtask: {
    title: '子任务通知',
    code: '子任务',
    colour: '#1f5fa8',
    opening: ({ items }, plan) => `${plan}的子任务有${items.length}项变动，现予通知。`,
    closing: nothing,
  },
  held: {
    title: '缺项告知',
    code: '缺项',
    colour: '#b7791f',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项的完成申报或者办结申请有缺项，暂不能受理。所缺各项及其单位逐一列于该项之下，请督促补齐。`,
    closing: () => ['缺项补齐或者依规定豁免之前，事项不能办结。'],
  },
  returned: {
    title: '退回通知',
    code: '退回',
    colour: '#c05621',
    opening: ({ items }, plan) =>
      `${plan}下列${items.length}项经审核予以退回，退回的内容和理由列于该项之下。请按期整改后重新申报。`,
    closing: () => ['未予退回的部分仍然有效，不需重新报送。'],
  },
  accepted: {
    title: '认可通知',
    code: '认可',
    colour: '#2f855a',
    opening: ({ items }, plan) => `${plan}下列${items.length}项的完成申报已获认可，现予通知。`,
    closing: () => ['各办理单元均获认可后，由牵头单位申请办结。'],
  },
  'signed-off': {
    title: '办结通知',
    code: '办结',
    colour: '#2f855a',
    opening: ({ items }, plan) => `${plan}下列${items.length}项已经逐级审签通过，准予办结，现予通知。`,
    closing: ({ office }) => [`办结事项不再催办，由${plain(office.name)}销号、归档。`],
  },
  undelivered: {
    title: '收件岗位异常告知',
    code: '收件异常',
    colour: '#b7791f',
    opening: ({ chairs = [] }, plan) =>
      `${plan}下列${chairs.length}个岗位的信函无法送达本人，改由所列人员收件，现予告知。`,
    closing: () => [
      '请商有关单位明确人员或者更正邮箱。恢复之前，该岗位的信函继续由所列人员收件；同一情形不再逐日告知。',
    ],
  },
};

/** Why nobody can be reached in a post. */
export const emptyZh: { readonly [W in EmptyWhy]: string } = {
  nobody: '暂无人员',
  ended: '任期已满',
  bounced: '邮箱退信',
};

/** `黄单〔2020〕12号` */
export const numberOf = ({ form, number }: LetterContent): string => `${wordings[form].code}${number}`;

/** Regulation §7: E4 is listed in the monthly report. */
const reported = ({ items }: LetterContent, what: string): string =>
  items.every(({ rung }) => rung === 'E4')
    ? `${what}所列事项列入当月督办月报。`
    : `${what}所列事项中升级至E4的，列入当月督办月报。`;

const isAllAt = ({ items }: LetterContent, at: Rung): boolean => items.every(({ rung }) => rung === at);
const isAnyAt = ({ items }: LetterContent, at: Rung): boolean => items.some(({ rung }) => rung === at);

/** `共8项：逾期3项，今日到期1项，未到期4项`; where all stand alike, `共8项，均未到期`. */
export const counted = ({ items }: LetterContent): string => {
  const late = items.filter((item) => item.lateDays > 0).length;
  const today = items.filter((item) => item.lateDays === 0).length;
  const parts = [
    { n: late, what: '逾期' },
    { n: today, what: '今日到期' },
    { n: items.length - late - today, what: '未到期' },
  ].filter(({ n }) => n > 0);
  const [only, ...rest] = parts;
  if (only !== undefined && rest.length === 0)
    return `共${items.length}项，${items.length === 1 ? '' : '均'}${only.what === '逾期' ? '已逾期' : only.what}`;
  return `共${items.length}项：${parts.map(({ n, what }) => `${what}${n}项`).join('，')}`;
};
