import { type Assignment, isAtWork } from './assignment.ts';
import { type Changes, inWork, returned, withAssignment, withClimb, withHands } from './change.ts';
import type { Held } from './event.ts';
import { superseding, withdrawn } from './evidence.ts';
import { workKey } from './owed-work.ts';
import { findAssignment, type Task } from './task.ts';
import type { Day } from './time/day.ts';

/** What reports, evidence and claims make of a task. */
export const workChanges: Changes<
  | 'reported'
  | 'evidenceSubmitted'
  | 'evidenceWithdrawn'
  | 'evidenceJudged'
  | 'evidenceWaived'
  | 'claimProposed'
  | 'claimHeld'
  | 'claimed'
  | 'claimWithdrawn'
  | 'partAccepted'
  | 'partReturned'
> = {
  reported: (task, { assignment, by, month }) =>
    withAssignment(withHands(task, by), assignment, (one) => ({ ...begun(one), reported: month ?? one.reported })),
  // A newer file takes the place of the one before it; that one stays in the facts.
  evidenceSubmitted: (task, { on, n, item, by, uploadedBy }) => ({
    ...withHands(task, by, uploadedBy),
    evidenceGiven: n,
    evidence: superseding(task.evidence, { n, item, stage: 'submitted', on, by, uploadedBy }),
  }),
  evidenceWithdrawn: (task, { n }) => ({ ...task, evidence: withdrawn(task.evidence, n) }),
  evidenceJudged: (task, { on, n, assignment, item, verdict }) => {
    // What is rejected in a part that was accepted takes the part back to work.
    if (verdict.kind === 'reject' && findAssignment(task, assignment)?.stage === 'accepted')
      return returned(task, [assignment], [item], on);
    const stage = verdict.kind === 'accept' ? ('accepted' as const) : ('rejected' as const);
    return { ...task, evidence: task.evidence.map((one) => (one.n === n ? { ...one, stage, on } : one)) };
  },
  evidenceWaived: (task, { item }) => ({ ...task, waived: [...task.waived, item] }),
  claimProposed: (task, { on, assignment, by }) =>
    withAssignment(withHands(task, by), assignment, (one) => ({
      ...begun(one),
      claim: { on, proposedBy: by, confirmedBy: null, climb: null },
    })),
  claimHeld: (task, fact) =>
    heldFor(
      withAssignment(withHands(task, fact.by), fact.assignment, (one) => ({
        ...begun(one),
        claim: null,
        heldOn: fact.on,
      })),
      fact,
    ),
  claimed: (task, { on, assignment, by, proposedBy }) =>
    withAssignment(withHands(task, by, proposedBy), assignment, (one) => ({
      ...one,
      stage: 'claimed',
      claim: { on, proposedBy, confirmedBy: by, climb: task.climbs[workKey(one)] ?? null },
      claims: one.claims + 1,
    })),
  // A proposal is simply taken back; a claim leaves the part in work again, as late as it was.
  claimWithdrawn: (task, { on, assignment }) => {
    const claimed = findAssignment(task, assignment);
    if (claimed?.stage !== 'claimed') return withAssignment(task, assignment, (one) => ({ ...one, claim: null }));
    const working = inWork(claimed, on);
    return withClimb(
      withAssignment(task, assignment, () => working),
      workKey(working),
      claimed.claim?.climb ?? null,
    );
  },
  partAccepted: (task, { on, assignment, ready }) => {
    const accepted = withAssignment(task, assignment, (one) => ({ ...one, stage: 'accepted', returnedOn: null }));
    return ready ? { ...accepted, finish: { since: on, count: task.finish.count + 1, readyOn: on } } : accepted;
  },
  partReturned: (task, { on, assignment, items }) => returned(task, [assignment], items, on),
};

/** The first report, or the claim itself, makes it working (§4). */
const begun = (one: Assignment): Assignment => (isAtWork(one) ? { ...one, stage: 'working' } : one);

/** From the evidence day on the units whose items are missing owe them; a second hold brings the chief's slip near. */
export const heldFor = (task: Task, { on, supply, again }: Held & { readonly on: Day }): Task =>
  supply.reduce(
    (at, id) =>
      withAssignment(at, id, (one) =>
        one.supply === null
          ? { ...one, supply: { since: on, heldAgainOn: null }, supplies: one.supplies + 1 }
          : { ...one, supply: { ...one.supply, heldAgainOn: again.includes(id) ? on : one.supply.heldAgainOn } },
      ),
    task,
  );
