import type { AssignmentId, AssignmentStage } from './assignment.ts';
import type { QuestionId } from './question.ts';
import type { Stage } from './task.ts';
import type { Post } from './actor.ts';
import type { Day } from './time/day.ts';
import type { UnitId } from './unit.ts';

/** Why an order is not accepted: a value with data, not an exception. Its sentences, zh and en, are the contract's. */
export type Refusal =
  | { readonly why: 'wrongStage'; readonly stage: Stage; readonly allowed: readonly Stage[] }
  | { readonly why: 'notYourPost'; readonly unit: UnitId; readonly posts: readonly Post[] }
  | { readonly why: 'onlyTheClock' }
  | { readonly why: 'noSuchQuestion'; readonly question: QuestionId }
  | { readonly why: 'answerDoesNotFit'; readonly question: QuestionId }
  | { readonly why: 'noUnitNamed'; readonly question: QuestionId }
  | { readonly why: 'unknownUnit'; readonly unit: UnitId }
  | { readonly why: 'unitAlreadyAssigned'; readonly unit: UnitId }
  | { readonly why: 'dueNotAhead'; readonly due: Day; readonly after: Day }
  | { readonly why: 'questionsOpen'; readonly questions: readonly QuestionId[] }
  | { readonly why: 'noSuchAssignment'; readonly assignment: AssignmentId }
  | { readonly why: 'wrongAssignmentStage'; readonly assignment: AssignmentId; readonly stage: AssignmentStage }
  | { readonly why: 'blankName' }
  | { readonly why: 'nothingOfYours' }
  | { readonly why: 'notOwed' }
  | { readonly why: 'notYetDue'; readonly on: Day }
  | { readonly why: 'alreadyDone' };

export type Why = Refusal['why'];
