import type { Post } from '#domain/actor';
import type { AssignmentStage, Role } from '#domain/assignment';
import type { PersonKind } from '#domain/command';
import type { EvidenceStage } from '#domain/evidence';
import type { Light } from '#domain/light';
import type { Said } from '#domain/question';
import type { Level } from '#domain/review';
import type { SubtaskStage } from '#domain/subtask';
import type { Stage } from '#domain/task';
import type { Form, Rung } from '#domain/tables/ladder';
import type { ObligationKind } from '#domain/tables/limits';
import type { letterStates } from './letter.ts';

export type { Said };

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
  working: said('办理中', 'working'),
  claimed: said('申报完成', 'claimed as done'),
  accepted: said('已认可', 'accepted'),
  declined: said('已退签', 'declined'),
  released: said('已解除', 'released'),
};

/** Regulation §1. */
export const postNames: Names<Post> = {
  liaison: said('联络员', 'liaison'),
  handler: said('责任人', 'handler'),
  'section-head': said('处室负责人', 'section head'),
  deputy: said('分管负责人', 'deputy'),
  chief: said('主要负责人', 'chief'),
};

/** Regulation §2: the leading group's posts are called otherwise. */
export const groupPostNames: Names<Post> = {
  ...postNames,
  liaison: said('秘书', 'secretary'),
  deputy: said('副组长', 'deputy head'),
  chief: said('组长', 'head'),
};

/** Regulation §6. */
export const obligationNames: Names<ObligationKind> = {
  answer: said('释疑', 'answer questions'),
  register: said('立项', 'register'),
  dispatch: said('交办', 'dispatch'),
  acknowledge: said('签收', 'acknowledge'),
  rule: said('裁定退签', 'rule on a decline'),
  nameOwner: said('明确责任人', 'name owners'),
  filePlan: said('报送分解', 'file the plan'),
  subtask: said('办结子任务', 'finish a subtask'),
  report: said('反馈', 'report'),
  part: said('申报完成', 'claim the part as done'),
  supply: said('补齐佐证', 'supply evidence'),
  correct: said('整改', 'put right what was returned'),
  finish: said('申请办结', 'request sign-off'),
  judge: said('认定佐证', 'judge evidence'),
  accept: said('认可或者退回', 'accept or return a part'),
  signOff: said('审签', 'sign off'),
  reply: said('回复督办单', 'reply to a slip'),
  confirm: said('确认督办', 'confirm an escalation'),
  close: said('销号', 'close'),
  archive: said('归档', 'archive'),
};

/** Regulation §5. */
export const orderNames: Names<PersonKind> = {
  answer: said('释疑', 'answer a question'),
  register: said('立项', 'register'),
  drop: said('不予立项', 'drop'),
  dispatch: said('交办', 'dispatch'),
  acknowledge: said('签收', 'acknowledge'),
  decline: said('退签', 'decline'),
  rule: said('裁定', 'rule on a decline'),
  nameOwner: said('明确责任人', 'name owners'),
  filePlan: said('报送分解', 'file the plan'),
  assignSubtask: said('分解子任务', 'assign a subtask'),
  finishSubtask: said('办结子任务', 'finish a subtask'),
  returnSubtask: said('退回子任务', 'return a subtask'),
  withdrawSubtask: said('撤回子任务', 'withdraw a subtask'),
  report: said('反馈', 'report'),
  submitEvidence: said('提交佐证', 'submit evidence'),
  withdrawEvidence: said('撤回佐证', 'withdraw evidence'),
  judgeEvidence: said('认定', 'judge evidence'),
  waiveEvidence: said('豁免', 'waive evidence'),
  claimDone: said('申报完成', 'claim as done'),
  confirmClaim: said('确认申报', 'confirm a claim'),
  acceptPart: said('认可', 'accept a part'),
  returnPart: said('退回', 'return a part'),
  requestSignOff: said('申请办结', 'request sign-off'),
  signOff: said('审签', 'sign off'),
  withdraw: said('撤回', 'withdraw'),
  close: said('销号', 'close'),
  archive: said('归档', 'archive'),
  confirmEscalation: said('确认督办函', 'confirm an escalation'),
  holdEscalation: said('暂缓督办一天', 'hold an escalation'),
  setAside: said('搁置督办', 'set an escalation aside'),
  sendRedSlip: said('签发红色督办单', 'send a red slip'),
  reply: said('回复', 'reply to a slip'),
  note: said('留言', 'write a note'),
};

export const subtaskStageNames: Names<SubtaskStage> = {
  open: said('办理中', 'open'),
  finished: said('已办结', 'finished'),
  withdrawn: said('已撤回', 'withdrawn'),
};

/** Regulation §5: submitted, and then judged. */
export const evidenceStageNames: Names<EvidenceStage> = {
  submitted: said('待认定', 'submitted'),
  accepted: said('已认定', 'accepted'),
  rejected: said('不予认定', 'rejected'),
};

/** How a required item stands, also where there is no file for it. */
export const checklistStateNames: Names<EvidenceStage | 'missing' | 'waived'> = {
  ...evidenceStageNames,
  missing: said('缺', 'missing'),
  waived: said('已豁免', 'waived'),
};

/** Regulation §5: the levels of sign-off. */
export const levelNames: Names<Level> = {
  L1: said('牵头单位审签', "the lead's sign-off"),
  L2: said('方案办公室审签', "the office's sign-off"),
  L3: said('领导小组审签', "the leading group's sign-off"),
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
  digest: said('督办日报', 'morning digest'),
  'blue-slip': said('蓝色提醒单', 'blue slip'),
  'yellow-slip': said('黄色督办单', 'yellow slip'),
  'supervision-letter': said('督办函', 'supervision letter'),
  consultation: said('函商', 'letter of consultation'),
  'red-slip': said('红色督办单', 'red slip'),
  declined: said('退签告知', 'notice of a decline'),
  decided: said('决定告知', 'notice of a decision'),
  note: said('留言', 'note'),
  subtask: said('子任务通知', 'notice of a subtask'),
  held: said('缺项告知', 'notice of what is missing'),
  returned: said('退回通知', 'notice of a return'),
  accepted: said('认可通知', 'notice of acceptance'),
  'signed-off': said('办结通知', 'notice of sign-off'),
  undelivered: said('收件岗位异常告知', 'notice of posts that cannot be reached'),
};

export const letterStateNames: Names<(typeof letterStates)[number]> = {
  waiting: said('待发', 'waiting'),
  sending: said('发送中', 'being sent'),
  sent: said('已发', 'sent'),
  doubtful: said('存疑', 'doubtful'),
  failed: said('被拒收', 'refused'),
  bounced: said('被退回', 'bounced'),
  merged: said('已并入后函', 'merged into a later letter'),
  recalled: said('已收回', 'taken back'),
};
