import { type Actor, holds, type Person, type Post } from '../actor.ts';
import { type AssignmentId, assignmentId, type AssignmentStage } from '../assignment.ts';
import type { SignOffDecision } from '../command.ts';
import type { Fact } from '../event.ts';
import { partsWith, requiredItems } from '../missing.ts';
import { houseOf } from '../owed-review.ts';
import type { Refusal } from '../refusal.ts';
import { type Level, levels, type Review } from '../review.ts';
import type { Task } from '../task.ts';
import type { Moment, Rule } from './rule.ts';
import { maySign, postsOf, signersFor, signersNow } from './signers.ts';
import { withReason } from './with-reason.ts';

/**
 * 审签: the lead's deputy or chief, the office, and where it must the leading group, one person a level. Who had a hand in
 * the task signs nothing; whoever stands back is not asked why.
 */
export const signOff: Rule<'signOff'> = {
  at: ['review'],
  may: (task, by, { decision }, moment) => {
    const { review } = task;
    // Without a review the stage says why.
    if (review === null) return null;
    const level = signersNow(task, review, moment.members);
    const [unit, posts] = [houseOf(task, level), postsOf(review, level)];
    if (by === 'clock' || !(holds(by, unit, posts) || maySign(task, review, level, by, moment.members)))
      return { why: 'notYourPost', unit, posts };
    if (review.recused.includes(by.person)) return { why: 'alreadyRecused' };
    if (decision.kind === 'recuse') return null;
    return excluded(task, review, level, by);
  },
  against: (task, { decision }, moment, by) => {
    if (decision.kind === 'recuse') return withoutSuccessor(task, decision.successor, moment, by);
    if (decision.kind !== 'return') return null;
    const strange = decision.items.find((item) => !requiredItems(task).includes(item));
    if (strange !== undefined) return { why: 'noSuchItem', item: strange };
    const unknown = decision.parts.find((id) => !task.assignments.some((one) => one.id === id && isDone(one.stage)));
    if (unknown !== undefined) return { why: 'noSuchAssignment', assignment: unknown };
    return decision.items.length + decision.parts.length === 0 ? { why: 'nothingNamed' } : withReason(decision.reason);
  },
  facts: (task, { decision }, moment, by) =>
    by === 'clock' || task.review === null ? [] : decided(task, task.review, decision, moment, by),
  candidates: (task, _by, { members }) => {
    const [item] = requiredItems(task);
    const part = assignmentId('lead', task.lead);
    const named = { items: item === undefined ? [] : [item], parts: item === undefined ? [part] : [] };
    const successors = task.review === null ? [] : (['deputy', 'chief', 'liaison'] as const);
    return [
      { kind: 'signOff', decision: { kind: 'approve' } },
      { kind: 'signOff', decision: { kind: 'return', ...named, reason: '?' } },
      { kind: 'signOff', decision: { kind: 'recuse', successor: null } },
      ...successors
        .filter((post) => members.some((one) => holds(one, task.seats.leadingGroup, [post])))
        .map((successor) => ({ kind: 'signOff' as const, decision: { kind: 'recuse' as const, successor } })),
    ];
  },
};

/** Why somebody of the level may not decide, though he may stand back. */
const excluded = (task: Task, review: Review, level: Level, by: Person): Refusal | null => {
  if (task.hands.includes(by.person)) return { why: 'yourOwn' };
  if (review.signed.includes(by.person)) return { why: 'alreadySigned' };
  return level === 'L2' && by.home === task.lead ? { why: 'homeBureau', unit: task.lead } : null;
};

/** Nobody stands above the last level: whoever stands back there names a post whose holder may sign. */
const withoutSuccessor = (task: Task, successor: Post | null, { members }: Moment, by: Actor): Refusal | null => {
  const { review } = task;
  if (review === null || by === 'clock' || signersNow(task, review, members) !== 'L3') return null;
  if (successor === null) return { why: 'noSuccessor' };
  const round = { ...review, recused: [...review.recused, by.person], named: [...review.named, successor] };
  const house = task.seats.leadingGroup;
  const isThere = members.some((one) => holds(one, house, [successor]) && maySign(task, round, 'L3', one, members));
  return isThere ? null : { why: 'noSuccessor' };
};

const decided = (
  task: Task,
  review: Review,
  decision: SignOffDecision,
  { on, members }: Moment,
  by: Person,
): readonly Fact[] => {
  const { level } = review;
  // Below the last level the next one takes over; nobody is named.
  const successor =
    decision.kind === 'recuse' && signersNow(task, review, members) === 'L3' ? decision.successor : null;
  const of = { on, assignment: assignmentId('lead', task.lead), by: by.person, level };
  if (decision.kind === 'recuse') {
    const named = successor === null ? review.named : [...review.named, successor];
    const round = { ...review, recused: [...review.recused, by.person], named };
    return [{ kind: 'recused', ...of, signers: signersFor(task, round, members), successor }];
  }
  if (decision.kind === 'return') {
    const items = [...new Set(decision.items)];
    const parts: readonly AssignmentId[] = [...new Set([...decision.parts, ...partsWith(items)])];
    return [{ kind: 'signOffReturned', ...of, items, parts, reason: decision.reason.trim() }];
  }
  const next = levels[levels.indexOf(level) + 1];
  if (next === undefined || (next === 'L3' && !review.needsL3)) return [{ kind: 'signedOff', ...of, next: null }];
  const round = { ...review, level: next, signed: [...review.signed, by.person] };
  return [{ kind: 'signedOff', ...of, next: { level: next, signers: signersFor(task, round, members) } }];
};

const isDone = (stage: AssignmentStage): boolean => stage === 'accepted' || stage === 'claimed';
