import { type AssignmentId, assignmentId, isReleased, type Role, roles } from './assignment.ts';
import type { TaskDraft } from './draft.ts';
import { dateQuestion } from './open-questions.ts';
import type { Given, Question } from './question.ts';
import { readingOf, type Understood, understood, withAnswer } from './reading.ts';
import { sameRows } from './same-rows.ts';
import { type Due, isOpen, type Stage, type Task, type TaskId } from './task.ts';
import type { UnitId } from './unit.ts';

/** A value before and after. */
export interface Change<T> {
  readonly from: T;
  readonly to: T;
}

/** What of a row's own words a revised document changes. */
export interface Amendment {
  readonly section?: Change<string>;
  readonly heading?: Change<string>;
  readonly text?: Change<string>;
  readonly due?: Change<Due>;
  /** The support list ends in 等, or no longer does. */
  readonly supportOpen?: Change<boolean>;
}

/** An order that a person would have to give for a task to be as the revised document has it. Never carried out by itself. */
export type Proposal =
  /** 增列: a row that is new. */
  | { readonly kind: 'add'; readonly draft: TaskDraft }
  /** 更正 */
  | { readonly kind: 'amend'; readonly changes: Amendment }
  /** 改派: one unit in the place of another in the same role; a lead changes in no other way. */
  | { readonly kind: 'reassign'; readonly assignment: AssignmentId; readonly to: UnitId }
  | { readonly kind: 'addSupport' | 'addResponsible'; readonly unit: UnitId }
  /** 解除 */
  | { readonly kind: 'release'; readonly assignment: AssignmentId }
  /** 不予立项: the row is gone, and the task was not dispatched yet. */
  | { readonly kind: 'drop' }
  /** 提请终止: the row is gone, and the task is under way. */
  | { readonly kind: 'proposeTermination' };

/** What a revised document would change in one task. */
export interface TaskRevision {
  /** Null for a row that is new. */
  readonly task: TaskId | null;
  readonly stage: Stage | null;
  /** The row's number in the document by which the task was drafted, and in the revised one; null where it has none. */
  readonly was: number | null;
  readonly no: number | null;
  readonly proposals: readonly Proposal[];
  /** What the revised row leaves to a person and the earlier one did not. */
  readonly asks: readonly Question[];
}

/** A task as a revision finds it: its first fact's draft, and what holds today. */
export interface Standing {
  readonly draft: TaskDraft;
  readonly state: Task;
  /** Every answer that was given to its questions, in order. */
  readonly answers: readonly Given[];
  readonly section: string;
  readonly heading: string;
  readonly text: string;
}

/**
 * What a revised document changes, task by task, in its order; rows that are gone come last. Document is compared with
 * document, so that what people changed meanwhile is not proposed to be changed back; and what already is as the revised
 * document has it is left out. Answers to what the revised row still asks are kept; where it asks no longer, it speaks for
 * itself.
 */
export const revisionOf = (standing: readonly Standing[], drafts: readonly TaskDraft[]): readonly TaskRevision[] => {
  const earlier = standing.map(({ draft }) => draft);
  const same = sameRows(earlier, drafts);
  const byNumber = new Map(standing.map((one) => [one.draft.no, one]));
  const kept = new Set(same.values());
  const changed = drafts.map((draft): TaskRevision => {
    const before = byNumber.get(same.get(draft.no) ?? 0);
    if (before === undefined)
      return { task: null, stage: null, was: null, no: draft.no, proposals: [{ kind: 'add', draft }], asks: [] };
    const known = new Set(before.draft.questions.map(whatItAsks));
    return {
      ...whose(before),
      no: draft.no,
      proposals: proposalsFor(before, draft),
      asks: draft.questions.filter((one) => !known.has(whatItAsks(one))),
    };
  });
  const gone = standing
    .filter(({ draft }) => !kept.has(draft.no))
    .map((one): TaskRevision => ({ ...whose(one), no: null, proposals: ended(one), asks: [] }));
  return [...changed, ...gone].filter(({ proposals, asks }) => proposals.length + asks.length > 0);
};

/** Two questions with the same id may ask about other words. */
const whatItAsks = ({ id, text, blocks }: Question): string => `${id} ${String(blocks)} ${text}`;

const whose = ({ draft, state }: Standing): Pick<TaskRevision, 'task' | 'stage' | 'was'> => ({
  task: state.id,
  stage: state.stage,
  was: draft.no,
});

/** Both rows with the answers in force: those that the revised row leaves standing hold for it too. */
const answered = ({ draft, answers }: Standing, to: TaskDraft): readonly [before: Understood, after: Understood] => {
  const inForce = answers.reduce<readonly Given[]>(withAnswer, []);
  const asked = new Set(to.questions.map(whatItAsks));
  const same = new Set(draft.questions.filter((one) => asked.has(whatItAsks(one))).map(({ id }) => id));
  const kept = inForce.filter(({ question }) =>
    question === dateQuestion ? isSameDue(draft.due, to.due) : same.has(question),
  );
  return [understood(readingOf(draft), inForce), understood(readingOf(to), kept)];
};

const proposalsFor = (standing: Standing, to: TaskDraft): readonly Proposal[] => {
  const [before, after] = answered(standing, to);
  return [...amended(standing, to, before, after), ...reassigned(standing.state, before, after)];
};

const amended = (
  { draft, state, ...now }: Standing,
  to: TaskDraft,
  before: Understood,
  after: Understood,
): readonly Proposal[] => {
  const changes: Amendment = {
    ...words('section', draft, now, to),
    ...words('heading', draft, now, to),
    ...words('text', draft, now, to),
    ...(!isSameDue(before.due, after.due) &&
      !isSameDue(state.due, after.due) && { due: { from: state.due, to: after.due } }),
    ...(draft.supportOpen !== to.supportOpen && { supportOpen: { from: draft.supportOpen, to: to.supportOpen } }),
  };
  return Object.keys(changes).length === 0 ? [] : [{ kind: 'amend', changes }];
};

const words = (
  name: 'section' | 'heading' | 'text',
  draft: TaskDraft,
  now: Pick<Standing, 'section' | 'heading' | 'text'>,
  to: TaskDraft,
): Amendment =>
  draft[name] === to[name] || now[name] === to[name] ? {} : { [name]: { from: now[name], to: to[name] } };

const isSameDue = (one: Due, other: Due): boolean => one.day === other.day && one.precision === other.precision;

const reassigned = (state: Task, was: Understood, is: Understood): readonly Proposal[] =>
  roles.flatMap((role): readonly Proposal[] => {
    const [before, after] = [unitsIn(was, role), unitsIn(is, role)];
    const now = state.assignments.filter((one) => one.role === role && !isReleased(one)).map(({ unit }) => unit);
    const added = after.filter((unit) => !before.includes(unit) && !now.includes(unit));
    const parted = before.filter((unit) => !after.includes(unit) && now.includes(unit));
    const [unit] = added;
    const [left] = parted;
    if (unit !== undefined && left !== undefined && added.length === 1 && parted.length === 1)
      return [{ kind: 'reassign', assignment: assignmentId(role, left), to: unit }];
    return [
      ...added.map((one): Proposal => newcomer(role, one, now)),
      ...parted.map((one): Proposal => ({ kind: 'release', assignment: assignmentId(role, one) })),
    ];
  });

/** A task has one lead: another one takes the place of whoever leads now. */
const newcomer = (role: Role, unit: UnitId, now: readonly UnitId[]): Proposal => {
  if (role !== 'lead') return { kind: role === 'support' ? 'addSupport' : 'addResponsible', unit };
  return { kind: 'reassign', assignment: assignmentId(role, now[0] ?? unit), to: unit };
};

const unitsIn = ({ assignments }: Understood, role: Role): readonly UnitId[] =>
  assignments.filter((one) => one.role === role).map(({ unit }) => unit);

/** A task that came to its end keeps its record; nothing is left to propose. */
const ended = ({ state }: Standing): readonly Proposal[] => {
  if (state.stage === 'draft' || state.stage === 'registered') return [{ kind: 'drop' }];
  return isOpen(state) || state.stage === 'suspended' ? [{ kind: 'proposeTermination' }] : [];
};
