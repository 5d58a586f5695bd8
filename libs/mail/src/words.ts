import type { Post } from '#domain/actor';
import type { Role } from '#domain/assignment';
import type { Addressee } from '#domain/letter';
import type { Rung } from '#domain/tables/ladder';
import type { ObligationKind } from '#domain/tables/limits';
import { type Day, weekday } from '#domain/time/day';
import type { UnitKind } from '#domain/unit';

/** What is owed, as a verb. */
export const owedZh: { readonly [K in ObligationKind]: string } = {
  answer: '答复立项疑问',
  register: '立项',
  dispatch: '交办',
  acknowledge: '签收',
  rule: '裁定退签',
  nameOwner: '明确责任人',
  filePlan: '报送分解',
  subtask: '办结子任务',
  report: '反馈进展',
  part: '申报完成',
  supply: '补齐佐证',
  correct: '完成整改',
  finish: '申请办结',
  judge: '认定佐证',
  accept: '认可或者退回完成申报',
  signOff: '审签',
  reply: '回复督办单',
  confirm: '确认或者搁置督办',
  close: '销号',
  archive: '归档',
};

export const roleZh: { readonly [R in Role]: string } = {
  lead: '牵头单位',
  support: '配合单位',
  responsible: '责任单位',
};

/** What a rung's form is called; a central agency or a company is consulted instead. */
export const slipZh = (rung: Rung, consulted: boolean): string => (consulted ? consultedSlipsZh[rung] : slipsZh[rung]);

const slipsZh: { readonly [R in Rung]: string } = {
  E1: '督办日报',
  E2: '蓝色提醒单',
  E3: '黄色督办单',
  E4: '督办函',
  E5: '红色督办单',
};
const consultedSlipsZh: typeof slipsZh = { ...slipsZh, E3: '函商', E4: '函商' };

/** How a letter speaks to a house. */
export const houseZh = (kind: UnitKind): string => housesZh[kind] ?? '贵单位';
const housesZh: Partial<Record<UnitKind, string>> = {
  office: '贵办',
  'leading-group': '领导小组',
  inspectorate: '贵室',
};

const postZh: { readonly [P in Post]: string } = {
  liaison: '联络员',
  handler: '责任人',
  'section-head': '处室负责人',
  deputy: '分管负责人',
  chief: '主要负责人',
};

/** Regulation §2: the leading group has three posts, and they have names of their own. */
const groupPostZh: Partial<Record<Post, string>> = { liaison: '秘书', deputy: '副组长', chief: '组长' };

/** `渝中区政府主要负责人（张三）`; demo people are called after their posts, which is then said once. */
export const addresseeZh = (to: Pick<Addressee, 'unitName' | 'kind' | 'post' | 'name'>): string => {
  const post = postOf(to);
  const name = plain(to.name);
  const chair = chairZh(to);
  return name === '' || name.includes(post) ? chair : `${chair}（${name}）`;
};

/** `渝中区政府联络员` */
export const chairZh = (chair: Pick<Addressee, 'unitName' | 'kind' | 'post'>): string =>
  `${plain(chair.unitName)}${postOf(chair)}`;

const postOf = ({ kind, post }: Pick<Addressee, 'kind' | 'post'>): string =>
  (kind === 'leading-group' ? groupPostZh[post] : undefined) ?? postZh[post];

/** `2020年1月6日` */
export const dayZh = (on: Day): string => {
  const [year, month, date] = on.split('-');
  return `${Number(year)}年${Number(month)}月${Number(date)}日`;
};

/** `2020年1月6日（周一）` */
export const weekdayZh = (on: Day): string => `${dayZh(on)}（周${'日一二三四五六'.charAt(weekday(on))}）`;

export const latenessZh = (lateDays: number): string => {
  if (lateDays > 0) return `逾期${lateDays}个工作日`;
  return lateDays === 0 ? '今日到期' : `距到期${-lateDays}个工作日`;
};

/** Control and direction marks have no business in a letter; a line break in a document's text must not look like ours. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** A document's text as one line. */
export const plain = (text: string): string => text.replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim();

/** The first `length` characters of a text, with … where something was left out. */
export const shorten = (text: string, length: number): string => {
  const characters = Array.from(plain(text));
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
};
