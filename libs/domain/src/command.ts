import type { AssignmentId, Owner } from './assignment.ts';
import type { ObligationKey } from './obligation-key.ts';
import type { Answer, QuestionId } from './question.ts';
import type { Rung } from './tables/ladder.ts';
import type { UnitId } from './unit.ts';

/** What a person may ask for. Every order names the assignment or item it speaks of. */
export type PersonCommand =
  /** 释疑: settles an import question. */
  | { readonly kind: 'answer'; readonly question: QuestionId; readonly answer: Answer }
  /** 立项 */
  | { readonly kind: 'register' }
  /** 交办: `bulk` names the units that get more than ten tasks in the same dispatch. */
  | { readonly kind: 'dispatch'; readonly bulk: readonly UnitId[] }
  /** 签收 */
  | { readonly kind: 'acknowledge'; readonly assignment: AssignmentId }
  /** 明确责任人 */
  | ({ readonly kind: 'nameOwner'; readonly assignment: AssignmentId } & Owner);

/** What only the clock asks for; the API does not know these. */
export type ClockCommand =
  /** E0: the reminder days that have come, several when some were missed. */
  | { readonly kind: 'remind'; readonly obligation: ObligationKey; readonly ahead: readonly number[] }
  | { readonly kind: 'escalate'; readonly obligation: ObligationKey; readonly rung: Rung }
  /** A limit has run out and the task waits no longer for what it stood for. */
  | { readonly kind: 'lapse' };

export type Command = PersonCommand | ClockCommand;
export type Kind = Command['kind'];
export type PersonKind = PersonCommand['kind'];
export type CommandOf<K extends Kind> = Extract<Command, { readonly kind: K }>;

export const personKinds = [
  'answer',
  'register',
  'dispatch',
  'acknowledge',
  'nameOwner',
] as const satisfies readonly PersonKind[];
