import type { AgendaLine, AssignmentView, ObligationView, TaskItem } from '#contract/task';
import type { UnitName } from '#contract/ids';
import { momentText } from '#contract/moments';
import { told, type UnitLookup } from '#contract/refusal-texts';
import type { ToldRefusal } from '#contract/refusal';
import { agenda } from '#domain/agenda';
import { allowed } from '#domain/allowed';
import type { AssignmentId, Role } from '#domain/assignment';
import type { PersonKind } from '#domain/command';
import { obligations } from '#domain/obligations';
import { isProvisional, workingDaysBetween } from '#domain/time/calendar';
import type { UnitId } from '#domain/unit';
import type { Ledger } from '#ledger/open-ledger';
import { readTask, type TaskRecord } from '#ledger/queries/read-task';
import type { Who } from '#ledger/sessions';
import { lookupOf, nameOf } from './plan-desk.ts';
import { type Sight, sightOf } from './rights.ts';
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
  readonly subtasks: readonly object[];
  readonly evidence: readonly object[];
  readonly orders: readonly {
    readonly kind: PersonKind;
    readonly refusal: ToldRefusal | null;
    readonly assignments: readonly AssignmentId[];
  }[];
}

/** The task as this person may see it, with the orders that may be given now; a refused one says why. */
export const taskView = (desk: TaskDesk): TaskView => {
  const { item, state, seq, by, moment, sight, named } = desk;
  const inRole = (role: Role): readonly UnitName[] =>
    state.assignments.filter((one) => one.role === role).map((one) => nameOf(named, one.unit));
  return {
    ...item,
    seq,
    sight: sight.sees,
    supports: inRole('support'),
    responsible: inRole('responsible'),
    assignments: state.assignments
      .filter((one) => isSeen(sight, one.id))
      .map(({ id, unit, role, stage, owner, issuedOn, acknowledged }) => ({
        id,
        unit: nameOf(named, unit),
        role,
        stage,
        owner,
        issuedOn,
        acknowledgedOn: acknowledged?.on ?? null,
      })),
    // Subtasks and evidence come with the orders that make them.
    subtasks: [],
    evidence: [],
    orders: allowed(state, by, moment).map(({ kind, refusal, assignments }) => ({
      kind,
      refusal: refusal && told(refusal, named),
      assignments,
    })),
  };
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
    .map(({ unit, ...one }) => ({
      ...one,
      unit: nameOf(named, unit),
      lateDays: workingDaysBetween(moment.calendar, one.by, moment.on),
      rung: state.climbs[one.key]?.rung ?? null,
    }))
    .sort((a, b) => (a.by === b.by ? Number(a.key > b.key) - Number(a.key < b.key) : Number(a.by > b.by) || -1));

const isSeen = (sight: Sight, assignment: AssignmentId): boolean =>
  sight.sees === 'all' || sight.assignments.includes(assignment);

const nameOrNull = (named: UnitLookup, unit: UnitId | null): UnitName | null =>
  unit === null ? null : nameOf(named, unit);
