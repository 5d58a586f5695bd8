import type { Post } from './actor.ts';
import type { AssignmentId, Owner } from './assignment.ts';
import type { ItemId } from './checklist.ts';
import type { ObligationKey } from './obligation-key.ts';
import type { Answer, QuestionId } from './question.ts';
import type { Rung } from './tables/ladder.ts';
import type { Subtask, SubtaskId } from './subtask.ts';
import type { Day } from './time/day.ts';
import type { Month } from './time/month.ts';
import type { UnitId } from './unit.ts';
import type { UploadId } from './upload.ts';

/** What a person may ask for. Every order names the assignment or item it speaks of. */
export type PersonCommand =
  /** 释疑: settles an import question. */
  | { readonly kind: 'answer'; readonly question: QuestionId; readonly answer: Answer }
  /** 立项 */
  | { readonly kind: 'register' }
  /** 不予立项 */
  | { readonly kind: 'drop'; readonly reason: string }
  /** 交办: `bulk` names the units that get more than ten tasks in the same dispatch. */
  | { readonly kind: 'dispatch'; readonly bulk: readonly UnitId[] }
  /** 签收 */
  | { readonly kind: 'acknowledge'; readonly assignment: AssignmentId }
  /** 退签: the part is not this unit's. */
  | { readonly kind: 'decline'; readonly assignment: AssignmentId; readonly reason: string }
  /** 裁定: what becomes of a part that was declined. */
  | { readonly kind: 'rule'; readonly assignment: AssignmentId; readonly ruling: Ruling }
  /** 明确责任人 */
  | ({ readonly kind: 'nameOwner'; readonly assignment: AssignmentId } & Owner)
  /** 报送分解: the decomposition stands as it is, also without subtasks. */
  | { readonly kind: 'filePlan' }
  /** 分解: out of a part, to the part of another unit (the lead's) or to its own people. */
  | ({ readonly kind: 'assignSubtask' } & Pick<Subtask, 'title' | 'giver' | 'holder' | 'person' | 'due'>)
  /** 子任务办结, 退回, 撤回 */
  | { readonly kind: 'finishSubtask'; readonly subtask: SubtaskId }
  | { readonly kind: 'returnSubtask'; readonly subtask: SubtaskId; readonly reason: string }
  | { readonly kind: 'withdrawSubtask'; readonly subtask: SubtaskId; readonly reason: string }
  /** 反馈: what was done this month; null says that nothing has changed. */
  | { readonly kind: 'report'; readonly assignment: AssignmentId; readonly report: Report | null }
  /** 提交佐证: bytes that came in before, for an item; a newer file supersedes. */
  | { readonly kind: 'submitEvidence'; readonly item: ItemId; readonly upload: UploadId; readonly note: string }
  /** 撤回佐证, 认定, 豁免: a file by its number within the task. */
  | { readonly kind: 'withdrawEvidence'; readonly evidence: number }
  | { readonly kind: 'judgeEvidence'; readonly evidence: number; readonly verdict: Verdict }
  | { readonly kind: 'waiveEvidence'; readonly item: ItemId; readonly reason: string }
  /** 申报完成, and 确认申报 by the deputy or chief */
  | { readonly kind: 'claimDone'; readonly assignment: AssignmentId }
  | { readonly kind: 'confirmClaim'; readonly assignment: AssignmentId }
  /** 认可, 退回 */
  | { readonly kind: 'acceptPart'; readonly assignment: AssignmentId }
  | {
      readonly kind: 'returnPart';
      readonly assignment: AssignmentId;
      readonly items: readonly ItemId[];
      readonly reason: string;
    }
  /** 申请办结, 审签 */
  | { readonly kind: 'requestSignOff' }
  | { readonly kind: 'signOff'; readonly decision: SignOffDecision }
  /** 撤回: a claim that is undecided, or (null) the request for sign-off. */
  | { readonly kind: 'withdraw'; readonly assignment: AssignmentId | null }
  /** 销号, 归档 */
  | { readonly kind: 'close' }
  | { readonly kind: 'archive' }
  /** 确认督办函 (E4), 暂缓黄色督办单一天 (E3), 搁置 (E4, E5) */
  | { readonly kind: 'confirmEscalation'; readonly obligation: ObligationKey }
  | { readonly kind: 'holdEscalation'; readonly obligation: ObligationKey }
  | {
      readonly kind: 'setAside';
      readonly obligation: ObligationKey;
      readonly rung: 'E4' | 'E5';
      readonly reason: string;
    }
  /** 签发红色督办单 (E5) */
  | { readonly kind: 'sendRedSlip'; readonly obligation: ObligationKey }
  /** 回复 to a yellow slip: for all that it lists of this task. */
  | { readonly kind: 'reply'; readonly obligation: ObligationKey; readonly text: string }
  /** 留言: from whoever holds the part to the lead (the lead itself: to the office), from anybody else to whoever holds it. */
  | { readonly kind: 'note'; readonly assignment: AssignmentId; readonly text: string };

/** `keep`: issued anew, and it may not decline again · `reassign`: to another unit · `withdraw`: nobody has the part; never a lead's. */
export type Ruling =
  { readonly kind: 'keep' } | { readonly kind: 'reassign'; readonly to: UnitId } | { readonly kind: 'withdraw' };

/** What a unit says of its month. Texts are free; progress is in percent, 0 to 100. */
export interface Report {
  readonly done: string;
  readonly problems: string;
  readonly next: string;
  readonly expected: Day | null;
  readonly progress: number;
}

export type Verdict = { readonly kind: 'accept' } | { readonly kind: 'reject'; readonly reason: string };

/** `return` names items, parts or both · `recuse`: at L3 with the post that takes the place. */
export type SignOffDecision =
  | { readonly kind: 'approve' }
  | {
      readonly kind: 'return';
      readonly items: readonly ItemId[];
      readonly parts: readonly AssignmentId[];
      readonly reason: string;
    }
  | { readonly kind: 'recuse'; readonly successor: Post | null };

/** What only the clock asks for; the API does not know these. */
export type ClockCommand =
  /** E0: the reminder days that have come, several when some were missed. */
  | { readonly kind: 'remind'; readonly obligation: ObligationKey; readonly ahead: readonly number[] }
  | { readonly kind: 'escalate'; readonly obligation: ObligationKey; readonly rung: Rung }
  /** The office is shown, the working morning before, that a yellow slip comes next. */
  | { readonly kind: 'foretell'; readonly obligation: ObligationKey }
  /** A limit has run out and the task waits no longer for what it stood for. */
  | { readonly kind: 'lapse' }
  /** A month has begun; reports of earlier ones that nobody gave are owed no longer. */
  | { readonly kind: 'turnMonth'; readonly month: Month };

export type Command = PersonCommand | ClockCommand;
export type Kind = Command['kind'];
export type PersonKind = PersonCommand['kind'];
export type CommandOf<K extends Kind> = Extract<Command, { readonly kind: K }>;

export const personKinds = [
  'answer',
  'register',
  'drop',
  'dispatch',
  'acknowledge',
  'decline',
  'rule',
  'nameOwner',
  'filePlan',
  'assignSubtask',
  'finishSubtask',
  'returnSubtask',
  'withdrawSubtask',
  'report',
  'submitEvidence',
  'withdrawEvidence',
  'judgeEvidence',
  'waiveEvidence',
  'claimDone',
  'confirmClaim',
  'acceptPart',
  'returnPart',
  'requestSignOff',
  'signOff',
  'withdraw',
  'close',
  'archive',
  'confirmEscalation',
  'holdEscalation',
  'setAside',
  'sendRedSlip',
  'reply',
  'note',
] as const satisfies readonly PersonKind[];
