import type { Owner } from '#domain/assignment';
import type { CommandOf, PersonCommand, PersonKind, Report, Ruling, SignOffDecision, Verdict } from '#domain/command';
import type { Answer } from '#domain/question';
import { z } from 'zod';
import {
  assignmentId,
  day,
  evidenceNumber,
  itemId,
  obligationKey,
  questionId,
  subtaskId,
  unitId,
  uploadId,
} from './ids.ts';
import { post } from './session.ts';
import { line, prose, proseOrBlank } from './text.ts';

/** A person's name and title fit; whatever is longer is no name. */
export const LONGEST_NAME = 50;
/** More units than any plan has. */
const MOST_UNITS = 500;

/** A hundred of them are kept in the state of a task. */
export const LONGEST_TITLE = 100;
/** Regulation §5: free text. */
export const LONGEST_TEXT = 2_000;
/** Items or parts that one order names; no task of the first plan has half as many. */
export const MOST_NAMED = 200;

const name = line(LONGEST_NAME);
const reason = prose(LONGEST_TEXT);
const text = proseOrBlank(LONGEST_TEXT).default('');
const units = z.array(unitId).max(MOST_UNITS);
const items = z.array(itemId).max(MOST_NAMED).default([]);

export const owner = z
  .object({ leader: name, handler: name, liaison: name })
  .meta({ id: 'Owner' }) satisfies z.ZodType<Owner>;

export const answer: z.ZodType<Answer> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('units'), units }).meta({ id: 'UnitsAnswer' }),
    z.strictObject({ kind: z.literal('unit'), unit: unitId }).meta({ id: 'UnitAnswer' }),
    z.strictObject({ kind: z.literal('inherited') }).meta({ id: 'InheritedAnswer' }),
    z.strictObject({ kind: z.literal('date'), due: day.nullable() }).meta({ id: 'DateAnswer' }),
  ])
  .meta({ id: 'Answer', discriminator: { propertyName: 'kind' } });

export const ruling = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('keep') }).meta({ id: 'KeepRuling' }),
    z.strictObject({ kind: z.literal('reassign'), to: unitId }).meta({ id: 'ReassignRuling' }),
    z.strictObject({ kind: z.literal('withdraw') }).meta({ id: 'WithdrawRuling' }),
  ])
  .meta({ id: 'Ruling', discriminator: { propertyName: 'kind' } }) satisfies z.ZodType<Ruling>;

/** Progress in percent, whole numbers from 0 to 100. */
export const report = z
  .strictObject({
    done: text,
    problems: text,
    next: text,
    expected: day.nullable().default(null),
    progress: z.int().min(0).max(100),
  })
  .meta({ id: 'Report' }) satisfies z.ZodType<Report>;

export const verdict = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('accept') }).meta({ id: 'AcceptVerdict' }),
    z.strictObject({ kind: z.literal('reject'), reason }).meta({ id: 'RejectVerdict' }),
  ])
  .meta({ id: 'Verdict', discriminator: { propertyName: 'kind' } }) satisfies z.ZodType<Verdict>;

export const signOffDecision = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('approve') }).meta({ id: 'ApproveDecision' }),
    z
      .strictObject({
        kind: z.literal('return'),
        items,
        parts: z.array(assignmentId).max(MOST_NAMED).default([]),
        reason,
      })
      .meta({ id: 'ReturnDecision' }),
    z
      .strictObject({ kind: z.literal('recuse'), successor: post.nullable().default(null) })
      .meta({ id: 'RecuseDecision' }),
  ])
  .meta({ id: 'SignOffDecision', discriminator: { propertyName: 'kind' } }) satisfies z.ZodType<SignOffDecision>;

/** One schema per order; a new one does not compile until it stands here. */
const commands = {
  answer: z.strictObject({ kind: z.literal('answer'), question: questionId, answer }).meta({ id: 'AnswerOrder' }),
  register: z.strictObject({ kind: z.literal('register') }).meta({ id: 'RegisterOrder' }),
  drop: z.strictObject({ kind: z.literal('drop'), reason }).meta({ id: 'DropOrder' }),
  // Only the plan's own dispatch knows which units get more than ten tasks: a person's list must be empty.
  dispatch: z
    .strictObject({ kind: z.literal('dispatch'), bulk: units.max(0).default([]) })
    .meta({ id: 'DispatchOrder' }),
  acknowledge: z
    .strictObject({ kind: z.literal('acknowledge'), assignment: assignmentId })
    .meta({ id: 'AcknowledgeOrder' }),
  decline: z
    .strictObject({ kind: z.literal('decline'), assignment: assignmentId, reason })
    .meta({ id: 'DeclineOrder' }),
  rule: z.strictObject({ kind: z.literal('rule'), assignment: assignmentId, ruling }).meta({ id: 'RuleOrder' }),
  nameOwner: z
    .strictObject({
      kind: z.literal('nameOwner'),
      assignment: assignmentId,
      leader: name,
      handler: name,
      liaison: name,
    })
    .meta({ id: 'NameOwnerOrder' }),
  filePlan: z.strictObject({ kind: z.literal('filePlan') }).meta({ id: 'FilePlanOrder' }),
  assignSubtask: z
    .strictObject({
      kind: z.literal('assignSubtask'),
      giver: assignmentId,
      holder: assignmentId,
      title: line(LONGEST_TITLE),
      person: name.nullable().default(null),
      due: day,
    })
    .meta({ id: 'AssignSubtaskOrder' }),
  finishSubtask: z
    .strictObject({ kind: z.literal('finishSubtask'), subtask: subtaskId })
    .meta({ id: 'FinishSubtaskOrder' }),
  returnSubtask: z
    .strictObject({ kind: z.literal('returnSubtask'), subtask: subtaskId, reason })
    .meta({ id: 'ReturnSubtaskOrder' }),
  withdrawSubtask: z
    .strictObject({ kind: z.literal('withdrawSubtask'), subtask: subtaskId, reason })
    .meta({ id: 'WithdrawSubtaskOrder' }),
  report: z
    .strictObject({ kind: z.literal('report'), assignment: assignmentId, report: report.nullable().default(null) })
    .meta({ id: 'ReportOrder' }),
  submitEvidence: z
    .strictObject({ kind: z.literal('submitEvidence'), item: itemId, upload: uploadId, note: text })
    .meta({ id: 'SubmitEvidenceOrder' }),
  withdrawEvidence: z
    .strictObject({ kind: z.literal('withdrawEvidence'), evidence: evidenceNumber })
    .meta({ id: 'WithdrawEvidenceOrder' }),
  judgeEvidence: z
    .strictObject({ kind: z.literal('judgeEvidence'), evidence: evidenceNumber, verdict })
    .meta({ id: 'JudgeEvidenceOrder' }),
  waiveEvidence: z
    .strictObject({ kind: z.literal('waiveEvidence'), item: itemId, reason })
    .meta({ id: 'WaiveEvidenceOrder' }),
  claimDone: z.strictObject({ kind: z.literal('claimDone'), assignment: assignmentId }).meta({ id: 'ClaimDoneOrder' }),
  confirmClaim: z
    .strictObject({ kind: z.literal('confirmClaim'), assignment: assignmentId })
    .meta({ id: 'ConfirmClaimOrder' }),
  acceptPart: z
    .strictObject({ kind: z.literal('acceptPart'), assignment: assignmentId })
    .meta({ id: 'AcceptPartOrder' }),
  returnPart: z
    .strictObject({ kind: z.literal('returnPart'), assignment: assignmentId, items, reason })
    .meta({ id: 'ReturnPartOrder' }),
  requestSignOff: z.strictObject({ kind: z.literal('requestSignOff') }).meta({ id: 'RequestSignOffOrder' }),
  signOff: z.strictObject({ kind: z.literal('signOff'), decision: signOffDecision }).meta({ id: 'SignOffOrder' }),
  withdraw: z
    .strictObject({ kind: z.literal('withdraw'), assignment: assignmentId.nullable() })
    .meta({ id: 'WithdrawOrder' }),
  close: z.strictObject({ kind: z.literal('close') }).meta({ id: 'CloseOrder' }),
  archive: z.strictObject({ kind: z.literal('archive') }).meta({ id: 'ArchiveOrder' }),
  confirmEscalation: z
    .strictObject({ kind: z.literal('confirmEscalation'), obligation: obligationKey })
    .meta({ id: 'ConfirmEscalationOrder' }),
  holdEscalation: z
    .strictObject({ kind: z.literal('holdEscalation'), obligation: obligationKey })
    .meta({ id: 'HoldEscalationOrder' }),
  setAside: z
    .strictObject({ kind: z.literal('setAside'), obligation: obligationKey, rung: z.enum(['E4', 'E5']), reason })
    .meta({ id: 'SetAsideOrder' }),
  sendRedSlip: z
    .strictObject({ kind: z.literal('sendRedSlip'), obligation: obligationKey })
    .meta({ id: 'SendRedSlipOrder' }),
  reply: z
    .strictObject({ kind: z.literal('reply'), obligation: obligationKey, text: prose(LONGEST_TEXT) })
    .meta({ id: 'ReplyOrder' }),
  note: z
    .strictObject({ kind: z.literal('note'), assignment: assignmentId, text: prose(LONGEST_TEXT) })
    .meta({ id: 'NoteOrder' }),
} satisfies { readonly [K in PersonKind]: z.ZodType<CommandOf<K>> };

/** What a person may ask for. The clock's orders are not among them: they cannot be sent. */
export const personCommand = z
  .discriminatedUnion('kind', [
    commands.answer,
    commands.register,
    commands.drop,
    commands.dispatch,
    commands.acknowledge,
    commands.decline,
    commands.rule,
    commands.nameOwner,
    commands.filePlan,
    commands.assignSubtask,
    commands.finishSubtask,
    commands.returnSubtask,
    commands.withdrawSubtask,
    commands.report,
    commands.submitEvidence,
    commands.withdrawEvidence,
    commands.judgeEvidence,
    commands.waiveEvidence,
    commands.claimDone,
    commands.confirmClaim,
    commands.acceptPart,
    commands.returnPart,
    commands.requestSignOff,
    commands.signOff,
    commands.withdraw,
    commands.close,
    commands.archive,
    commands.confirmEscalation,
    commands.holdEscalation,
    commands.setAside,
    commands.sendRedSlip,
    commands.reply,
    commands.note,
  ])
  .meta({ id: 'Order', discriminator: { propertyName: 'kind' } }) satisfies z.ZodType<PersonCommand>;
