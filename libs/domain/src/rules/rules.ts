import { acceptPart } from './accept-part.ts';
import { acknowledge } from './acknowledge.ts';
import { answer } from './answer.ts';
import { archive } from './archive.ts';
import { assignSubtask } from './assign-subtask.ts';
import { claimDone } from './claim-done.ts';
import { close } from './close.ts';
import { confirmClaim } from './confirm-claim.ts';
import { confirmEscalation } from './confirm-escalation.ts';
import { decline } from './decline.ts';
import { dispatch } from './dispatch.ts';
import { drop } from './drop.ts';
import { escalate } from './escalate.ts';
import { filePlan } from './file-plan.ts';
import { finishSubtask } from './finish-subtask.ts';
import { foretell } from './foretell.ts';
import { holdEscalation } from './hold-escalation.ts';
import { judgeEvidence } from './judge-evidence.ts';
import type { Kind } from '../command.ts';
import { lapse } from './lapse.ts';
import { nameOwner } from './name-owner.ts';
import { note } from './note.ts';
import { register } from './register.ts';
import { remind } from './remind.ts';
import { reply } from './reply.ts';
import { report } from './report.ts';
import { requestSignOff } from './request-sign-off.ts';
import { returnPart } from './return-part.ts';
import { returnSubtask } from './return-subtask.ts';
import type { Rule } from './rule.ts';
import { ruleOnDecline } from './rule-on-decline.ts';
import { sendRedSlip } from './send-red-slip.ts';
import { setAside } from './set-aside.ts';
import { signOff } from './sign-off.ts';
import { submitEvidence } from './submit-evidence.ts';
import { turnMonth } from './turn-month.ts';
import { waiveEvidence } from './waive-evidence.ts';
import { withdraw } from './withdraw.ts';
import { withdrawEvidence } from './withdraw-evidence.ts';
import { withdrawSubtask } from './withdraw-subtask.ts';

/** The whole regulation. A new order does not compile until it has a line here. */
export const rules: { readonly [K in Kind]: Rule<K> } = {
  answer,
  register,
  drop,
  dispatch,
  acknowledge,
  decline,
  rule: ruleOnDecline,
  nameOwner,
  filePlan,
  assignSubtask,
  finishSubtask,
  returnSubtask,
  withdrawSubtask,
  report,
  submitEvidence,
  withdrawEvidence,
  judgeEvidence,
  waiveEvidence,
  claimDone,
  confirmClaim,
  acceptPart,
  returnPart,
  requestSignOff,
  signOff,
  withdraw,
  close,
  archive,
  confirmEscalation,
  holdEscalation,
  setAside,
  sendRedSlip,
  reply,
  note,
  remind,
  foretell,
  escalate,
  lapse,
  turnMonth,
};
