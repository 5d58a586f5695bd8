import type {
  AgendaLine,
  AssignmentView,
  ChecklistItemView,
  EvidenceView,
  HoldView,
  ObligationView,
  ReviewView,
  SubtaskView,
  TaskItem,
} from '#contract/task';
import type { UnitName } from '#contract/ids';
import { momentText } from '#contract/moments';
import { factText } from '#contract/fact-texts';
import { told, type UnitLookup } from '#contract/refusal-texts';
import type { ToldRefusal } from '#contract/refusal';
import { agenda } from '#domain/agenda';
import { allowed, type Offer } from '#domain/allowed';
import { type AssignmentId, isReleased, type Role, unitOf } from '#domain/assignment';
import { assignmentOf, type ItemId, nameOf as checklistName } from '#domain/checklist';
import type { PersonCommand, PersonKind } from '#domain/command';
import { decide } from '#domain/decide';
import { evolve } from '#domain/evolve';
import { evidenceFor, requiredItems } from '#domain/missing';
import type { ObligationKey } from '#domain/obligation-key';
import { notices } from '#domain/notices';
import { obligations } from '#domain/obligations';
import { houseOf } from '#domain/owed-review';
import type { Task } from '#domain/task';
import { isProvisional, workingDaysBetween } from '#domain/time/calendar';
import type { SubtaskId } from '#domain/subtask';
import type { UnitId } from '#domain/unit';
import type { Ledger } from '#ledger/open-ledger';
import { readEvidence } from '#ledger/queries/read-evidence';
import { readTask, type TaskRecord } from '#ledger/queries/read-task';
import type { Who } from '#ledger/sessions';
import { lookupOf, nameOf } from './plan-desk.ts';
import { isSeen, type Sight, sightOf } from './rights.ts';
import { Trouble } from './trouble.ts';
import { actorIn, type Person } from './who.ts';

/** A task and whoever asks about it, with what that person may see of it. */
export interface TaskDesk extends TaskRecord {
  readonly by: Person;
  readonly sight: Sight;
  readonly named: UnitLookup;
}

/** Opens a task for somebody who may read it. */
export const openTask = async (ledger: Ledger, who: Who, id: string): Promise<TaskDesk> => {
  const record = await readTask(ledger, id);
  if (record === undefined) throw new Trouble('notFound');
  const by = actorIn(who, record.plan.id);
  const sight = sightOf(by, record.state);
  if (sight === null) throw new Trouble('notYours');
  return { ...record, by, sight, named: lookupOf(record.plan) };
};

export interface TaskView extends TaskItem {
  readonly seq: number;
  readonly sight: 'all' | 'own';
  readonly supports: readonly UnitName[];
  readonly responsible: readonly UnitName[];
  readonly assignments: readonly AssignmentView[];
  readonly subtasks: readonly SubtaskView[];
  readonly checklist: readonly ChecklistItemView[];
  readonly evidence: readonly EvidenceView[];
  readonly review: ReviewView | null;
  readonly holds: readonly HoldView[];
  readonly orders: readonly {
    readonly kind: PersonKind;
    readonly refusal: ToldRefusal | null;
    readonly assignments: readonly AssignmentId[];
    readonly subtasks: readonly SubtaskId[];
    readonly obligations: readonly ObligationKey[];
    readonly items: readonly ItemId[];
    readonly evidence: readonly number[];
  }[];
}

/** The task as this person may see it, with the orders that may be given now; a refused one says why. */
export const taskView = async (ledger: Ledger, desk: TaskDesk): Promise<TaskView> => {
  const { item, state, seq, by, moment, sight, named } = desk;
  const evidence = await readEvidence(ledger, state);
  const offers = allowed(state, by, moment);
  const inRole = (role: Role): readonly UnitName[] =>
    state.assignments.filter((one) => one.role === role && !isReleased(one)).map((one) => nameOf(named, one.unit));
  return {
    ...item,
    seq,
    sight: sight.sees,
    supports: inRole('support'),
    responsible: inRole('responsible'),
    assignments: state.assignments
      .filter((one) => isSeen(sight, one.id))
      .map(({ id, unit, role, stage, owner, issuedOn, acknowledged, claim, returnedOn }) => ({
        id,
        unit: nameOf(named, unit),
        role,
        stage,
        owner,
        issuedOn,
        acknowledgedOn: acknowledged?.on ?? null,
        claim: claim && (claim.confirmedBy === null ? 'proposed' : 'confirmed'),
        returnedOn,
      })),
    subtasks: state.subtasks
      .filter((one) => isSeen(sight, one.holder) || isSeen(sight, one.giver))
      .map(({ id: subtask, title, giver, holder, person, due, stage }) => ({
        id: subtask,
        title,
        giver,
        holder,
        unit: nameOf(named, unitOf(holder)),
        person,
        due,
        stage,
      })),
    checklist: checklistView(state).filter((one) => isSeen(sight, one.assignment)),
    evidence: evidence.filter((one) => isSeen(sight, one.assignment)),
    review: reviewView(state, named),
    orders: offers.map(({ refusal, ...offer }) => ({
      ...offer,
      refusal: refusal && told(refusal, named, state.checklist),
    })),
    holds: holdsView(desk, offers),
  };
};

/** The claims and requests that this person may give and that would be held, with whom they would tell. */
const holdsView = ({ state, by, moment, named }: TaskDesk, offers: readonly Offer[]): readonly HoldView[] =>
  offers
    .filter(({ refusal }) => refusal === null)
    .flatMap(({ kind, assignments }): readonly PersonCommand[] => {
      if (kind === 'claimDone') return assignments.map((assignment) => ({ kind, assignment }));
      return kind === 'requestSignOff' ? [{ kind }] : [];
    })
    .flatMap((command): readonly HoldView[] => {
      const decision = decide(state, { by, command }, moment);
      const [fact] = decision.verdict === 'accepted' ? decision.facts : [];
      if (fact?.kind !== 'claimHeld' && fact?.kind !== 'signOffHeld') return [];
      const { zh, en } = factText(fact, named, state.checklist);
      return [
        {
          kind: fact.kind === 'claimHeld' ? 'claimDone' : 'requestSignOff',
          assignment: fact.assignment,
          title: zh,
          titleEn: en,
          // Who is told of a hold does not depend on what kind of unit it is.
          to: notices(evolve(state, fact), fact, () => 'bureau').map(({ chair }) => ({
            unit: nameOf(named, chair.unit),
            post: chair.post,
          })),
        },
      ];
    });

const checklistView = (state: Task): readonly ChecklistItemView[] =>
  requiredItems(state).map((item) => {
    const { zh, en } = checklistName(state.checklist, item);
    const stage = evidenceFor(state, item)?.stage ?? 'missing';
    const isWaived = state.waived.includes(item) && stage !== 'accepted';
    return { item, assignment: assignmentOf(item), name: zh, nameEn: en, state: isWaived ? 'waived' : stage };
  });

const reviewView = (state: Task, named: UnitLookup): ReviewView | null => {
  if (state.review === null) return null;
  const { level, signers, since, needsL3 } = state.review;
  return { level, signers, unit: nameOf(named, houseOf(state, signers)), since, needsL3 };
};

/** What the system will do by itself if nobody acts, as far as this person may know. */
export const agendaView = ({ state, moment, sight, named }: TaskDesk): readonly AgendaLine[] =>
  agenda(state, moment.calendar, moment.on)
    .filter((line) => line.assignment === null || isSeen(sight, line.assignment))
    .map(({ on, at, kind, rung, to, about, obligation, unit, assignment }) => ({
      on,
      at: momentText(at),
      kind,
      rung,
      to: to.map((chair) => ({ unit: nameOf(named, chair.unit), post: chair.post })),
      about,
      obligation,
      unit: nameOrNull(named, unit),
      assignment,
      provisional: isProvisional(moment.calendar, on),
    }));

/** Who owes what by when, as far as this person may know, soonest first. */
export const obligationsView = ({ state, moment, sight, named }: TaskDesk): readonly ObligationView[] =>
  obligations(state, moment.calendar)
    .filter((one) => one.assignment === null || isSeen(sight, one.assignment))
    .map(({ key, kind, unit, assignment, since, by, top }) => ({
      ...{ key, kind, assignment, since, by, top },
      unit: nameOf(named, unit),
      lateDays: workingDaysBetween(moment.calendar, by, moment.on),
      rung: state.climbs[key]?.rung ?? null,
    }))
    .sort((a, b) => (a.by === b.by ? Number(a.key > b.key) - Number(a.key < b.key) : Number(a.by > b.by) || -1));

const nameOrNull = (named: UnitLookup, unit: UnitId | null): UnitName | null =>
  unit === null ? null : nameOf(named, unit);
