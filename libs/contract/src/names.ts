import type { Post } from '#domain/actor';
import type { AssignmentStage, Role } from '#domain/assignment';
import type { PersonKind } from '#domain/command';
import type { Light } from '#domain/light';
import type { Stage } from '#domain/task';
import type { Form, Rung } from '#domain/tables/ladder';
import type { ObligationKind } from '#domain/tables/limits';
import type { letterStates } from './letter.ts';

/** The same in both languages of the house. */
export interface Said {
  readonly zh: string;
  readonly en: string;
}
type Names<K extends string> = { readonly [N in K]: Said };

const said = (zh: string, en: string): Said => ({ zh, en });

/** Regulation §3. */
export const stageNames: Names<Stage> = {
  draft: said('草稿', 'draft'),
  registered: said('已立项', 'registered'),
  dispatched: said('已交办', 'dispatched'),
  planning: said('分解中', 'planning'),
  underway: said('办理中', 'underway'),
  review: said('审签中', 'in review'),
  completed: said('已办结', 'completed'),
  closed: said('已销号', 'closed'),
  archived: said('已归档', 'archived'),
  suspended: said('暂缓', 'suspended'),
  terminated: said('终止', 'terminated'),
  dropped: said('不予立项', 'dropped'),
};

/** Regulation §2. */
export const roleNames: Names<Role> = {
  lead: said('牵头单位', 'lead'),
  support: said('配合单位', 'support'),
  responsible: said('责任单位', 'responsible'),
};

/** Regulation §4. */
export const assignmentStageNames: Names<AssignmentStage> = {
  planned: said('待交办', 'planned'),
  issued: said('待签收', 'issued'),
  acknowledged: said('已签收', 'acknowledged'),
};

/** Regulation §1. */
export const postNames: Names<Post> = {
  liaison: said('联络员', 'liaison'),
  handler: said('责任人', 'handler'),
  'section-head': said('处室负责人', 'section head'),
  deputy: said('分管负责人', 'deputy'),
  chief: said('主要负责人', 'chief'),
};

/** Regulation §6. */
export const obligationNames: Names<ObligationKind> = {
  answer: said('释疑', 'answer questions'),
  register: said('立项', 'register'),
  dispatch: said('交办', 'dispatch'),
  acknowledge: said('签收', 'acknowledge'),
  nameOwner: said('明确责任人', 'name owners'),
};

/** Regulation §5. */
export const orderNames: Names<PersonKind> = {
  answer: said('释疑', 'answer a question'),
  register: said('立项', 'register'),
  dispatch: said('交办', 'dispatch'),
  acknowledge: said('签收', 'acknowledge'),
  nameOwner: said('明确责任人', 'name owners'),
};

export const lightNames: Names<Light> = {
  none: said('—', 'none'),
  green: said('绿灯', 'green'),
  yellow: said('黄灯', 'yellow'),
  red: said('红灯', 'red'),
};

/** Regulation §7. */
export const rungNames: Names<Rung | 'E0'> = {
  E0: said('提醒', 'reminder'),
  E1: said('一级催办', 'first rung'),
  E2: said('二级催办', 'second rung'),
  E3: said('三级督办', 'third rung'),
  E4: said('四级督办', 'fourth rung'),
  E5: said('五级督办', 'fifth rung'),
};

/** Regulation §7. */
export const formNames: Names<Form> = {
  issued: said('交办通知', 'notice of assignment'),
  digest: said('每日提醒', 'morning digest'),
  'blue-slip': said('蓝色提醒单', 'blue slip'),
  'yellow-slip': said('黄色督办单', 'yellow slip'),
  'supervision-letter': said('督办函', 'supervision letter'),
  consultation: said('函商', 'letter of consultation'),
  'red-slip': said('红色督办单', 'red slip'),
};

export const letterStateNames: Names<(typeof letterStates)[number]> = {
  waiting: said('待发', 'waiting'),
  sending: said('发送中', 'being sent'),
  sent: said('已发', 'sent'),
  doubtful: said('存疑', 'doubtful'),
  failed: said('退信', 'failed'),
};
