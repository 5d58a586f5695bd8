import type { AssignmentId, AssignmentStage } from './assignment.ts';
import type { ItemId } from './checklist.ts';
import type { QuestionId } from './question.ts';
import type { SubtaskId, SubtaskStage } from './subtask.ts';
import type { Stage } from './task.ts';
import type { Post } from './actor.ts';
import type { Rung } from './tables/ladder.ts';
import type { Day } from './time/day.ts';
import type { UnitId } from './unit.ts';
import type { UploadId } from './upload.ts';

/** Why an order is not accepted: a value with data, not an exception. Its sentences, zh and en, are the contract's. */
export type Refusal =
  | { readonly why: 'wrongStage'; readonly stage: Stage; readonly allowed: readonly Stage[] }
  | { readonly why: 'notYourPost'; readonly unit: UnitId; readonly posts: readonly Post[] }
  | { readonly why: 'onlyTheClock' }
  | { readonly why: 'noSuchQuestion'; readonly question: QuestionId }
  | { readonly why: 'answerDoesNotFit'; readonly question: QuestionId }
  | { readonly why: 'noUnitNamed'; readonly question: QuestionId }
  | { readonly why: 'unknownUnit'; readonly unit: UnitId }
  /** Office, leading group and inspectorate carry no tasks out. */
  | { readonly why: 'isSeat'; readonly unit: UnitId }
  | { readonly why: 'unitAlreadyAssigned'; readonly unit: UnitId }
  | { readonly why: 'dueNotAhead'; readonly due: Day; readonly after: Day }
  | { readonly why: 'questionsOpen'; readonly questions: readonly QuestionId[] }
  | { readonly why: 'noSuchAssignment'; readonly assignment: AssignmentId }
  | { readonly why: 'wrongAssignmentStage'; readonly assignment: AssignmentId; readonly stage: AssignmentStage }
  | { readonly why: 'blankName' }
  | { readonly why: 'blankReason' }
  | { readonly why: 'blankText' }
  | { readonly why: 'noSuchSubtask'; readonly subtask: SubtaskId }
  | { readonly why: 'wrongSubtaskStage'; readonly subtask: SubtaskId; readonly stage: SubtaskStage }
  /** Only the lead gives to other units. */
  | { readonly why: 'onlyToOwnPeople'; readonly unit: UnitId }
  | { readonly why: 'dueTooLate'; readonly due: Day; readonly latest: Day }
  | { readonly why: 'tooManySubtasks'; readonly most: number }
  | { readonly why: 'tooLateToDecline'; readonly assignment: AssignmentId; readonly until: Day }
  | { readonly why: 'alreadyKept'; readonly assignment: AssignmentId }
  | { readonly why: 'leadIsNeeded' }
  | { readonly why: 'noSuchItem'; readonly item: ItemId }
  | { readonly why: 'noSuchEvidence'; readonly evidence: number }
  /** Somebody has judged it; one that a newer file has superseded is not there any more. */
  | { readonly why: 'alreadyJudged'; readonly evidence: number }
  /** No upload of the own unit has this id. */
  | { readonly why: 'noSuchUpload'; readonly upload: UploadId }
  | { readonly why: 'tooManyFiles'; readonly most: number }
  /** Accepted or waived already: there is nothing to waive. */
  | { readonly why: 'notMissing'; readonly item: ItemId }
  /** Evidence that is neither accepted nor waived. */
  | { readonly why: 'evidenceNotAccepted'; readonly items: readonly ItemId[] }
  /** Nobody has proposed to claim the part as done. */
  | { readonly why: 'noClaim'; readonly assignment: AssignmentId }
  /** A return names what is to be put right. */
  | { readonly why: 'nothingNamed' }
  /** Nobody decides on what he did, uploaded, claimed or requested. */
  | { readonly why: 'yourOwn' }
  /** An office member does not decide on the bureau he comes from. */
  | { readonly why: 'homeBureau'; readonly unit: UnitId }
  /** One person acts at one level per round. */
  | { readonly why: 'alreadySigned' }
  | { readonly why: 'alreadyRecused' }
  /** At the last level somebody must take the place of whoever stands back: a post whose holder may sign. */
  | { readonly why: 'noSuccessor' }
  | { readonly why: 'nothingToWithdraw' }
  | { readonly why: 'wrongProgress'; readonly progress: number }
  /** No yellow slip about this waits for a reply. */
  | { readonly why: 'noSlip' }
  | { readonly why: 'nothingOfYours' }
  | { readonly why: 'notOwed' }
  /** No rung of this obligation waits for the office. */
  | { readonly why: 'notWaiting'; readonly rung: Rung }
  /** E3 is held the working day before it, once; the office never holds its own. */
  | { readonly why: 'notToBeHeld' }
  | { readonly why: 'notYetDue'; readonly on: Day }
  | { readonly why: 'alreadyDone' };

export type Why = Refusal['why'];
