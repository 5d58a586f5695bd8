import type { Actor, Chair, PersonId, Post } from '#domain/actor';
import { agenda, type Line, nextDue } from '#domain/agenda';
import { type AssignmentId, assignmentId, type Role } from '#domain/assignment';
import type { Command } from '#domain/command';
import { decide, type Decision, momentAt } from '#domain/decide';
import { type TaskDraft, taskId } from '#domain/draft';
import type { Fact } from '#domain/event';
import { evolve } from '#domain/evolve';
import { type Obligation, obligations } from '#domain/obligations';
import type { Answer, Question, QuestionId } from '#domain/question';
import type { Refusal } from '#domain/refusal';
import type { Moment } from '#domain/rules/rule';
import type { PlanId, Task } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import { day, type Day, type Instant, instantOf, type TimeOfDay } from '#domain/time/day';
import type { Unit, UnitId, UnitKind } from '#domain/unit';

/** Named units, people and days for examples; the stories are told in 2020, where 2 March is a Monday. */

const unit = (id: string, kind: UnitKind, name: string): Unit => ({ id: id as UnitId, kind, name });

export const office = unit('zero-waste-office', 'office', '市无废办');
export const leadingGroup = unit('leading-group', 'leading-group', '领导小组');
export const inspectorate = unit('inspectorate', 'inspectorate', '督查室');
export const ecology = unit('ecology-environment-bureau', 'bureau', '市生态环境局');
export const finance = unit('finance-bureau', 'bureau', '市财政局');
export const yuzhong = unit('yuzhong-district', 'district', '渝中区政府');
export const banan = unit('banan-district', 'district', '巴南区政府');
export const customs = unit('chongqing-customs', 'central-agency', '重庆海关');
export const sanitation = unit('sanitation-group', 'company', '市环卫集团');

export const everyUnit: readonly Unit[] = [
  office,
  leadingGroup,
  inspectorate,
  ecology,
  finance,
  yuzhong,
  banan,
  customs,
  sanitation,
];
export const unitIds: ReadonlySet<UnitId> = new Set(everyUnit.map(({ id }) => id));
export const kindOf = (id: UnitId): UnitKind => everyUnit.find((one) => one.id === id)?.kind ?? 'district';

export const seats = { office: office.id, leadingGroup: leadingGroup.id, inspectorate: inspectorate.id };

/** Somebody who holds one post. */
export const holder = ({ id }: Pick<Unit, 'id'>, post: Post): Actor & object => personWith({ unit: id, post });
/** One person with several posts. */
export const personWith = (...chairs: readonly Chair[]): Actor & object => ({
  person: chairs.map((chair) => `${chair.unit}.${chair.post}`).join('+') as PersonId,
  chairs,
});
export const nobodyInParticular: Actor = { person: 'a-guest' as PersonId, chairs: [] };

const holidays = (...days: readonly string[]): Readonly<Record<Day, true>> =>
  Object.fromEntries(days.map((one) => [day(one), true]));

/** Weekends only. */
export const plainCalendar: Calendar = { restDays: {}, workDays: {}, validThroughYear: 2030 };

/** The first months of 2020 and the end of 2022: Spring Festival with its make-up Sunday, and a New Year that takes a Friday. */
export const festive: Calendar = {
  restDays: holidays('2020-01-01', '2020-01-24', '2020-01-27', '2020-01-28', '2020-01-29', '2020-01-30', '2020-01-31'),
  workDays: holidays('2020-01-19'),
  validThroughYear: 2020,
};

export const question = (kind: Question['kind'], suggested: readonly UnitId[] | null = null): Question => ({
  id: kind as string as QuestionId,
  kind,
  line: 12,
  cell: 'responsible',
  text: '有关区政府',
  suggestion: suggested && { units: suggested, reason: 'named in the text' },
});

export interface Row {
  readonly lead?: UnitId;
  readonly supports?: readonly UnitId[];
  readonly responsible?: readonly UnitId[];
  readonly due?: string;
  readonly precision?: 'year' | 'day';
  readonly questions?: readonly Question[];
}

/** A row of the plan as the importer would read it. */
export const draftOf = ({
  lead = ecology.id,
  supports = [],
  responsible = [],
  due = '2020-12-31',
  precision = 'day',
  questions = [],
}: Row = {}): TaskDraft => {
  const plan = 'cq-zero-waste' as PlanId;
  const named = (role: Role, ids: readonly UnitId[]) => ids.map((id) => ({ role, unit: id }));
  return {
    id: taskId(plan, 17),
    plan,
    no: 17,
    seats,
    section: '一',
    heading: '工业源头减量',
    text: '开展绿色工厂建设',
    lead,
    units: [...named('lead', [lead]), ...named('support', supports), ...named('responsible', responsible)],
    supportOpen: false,
    due: { day: day(due), precision },
    questions,
    remarks: [],
  };
};

export const asLead = (one: Unit = ecology): AssignmentId => assignmentId('lead', one.id);
export const asSupport = (one: Unit): AssignmentId => assignmentId('support', one.id);
export const asResponsible = (one: Unit): AssignmentId => assignmentId('responsible', one.id);

export const acknowledge = (assignment: AssignmentId): Command => ({ kind: 'acknowledge', assignment });
export const nameOwner = (assignment: AssignmentId, leader = '王莉'): Command => ({
  kind: 'nameOwner',
  assignment,
  leader,
  handler: '李强',
  liaison: '张敏',
});
export const answer = (id: string, given: Answer): Command => ({
  kind: 'answer',
  question: id as QuestionId,
  answer: given,
});
export const register: Command = { kind: 'register' };
export const dispatch: Command = { kind: 'dispatch', bulk: [] };

/** A moment of plan time, written `2020-03-02 10:00`. */
export const instantAt = (text: string): Instant => {
  const [date = '', time = '0:00'] = text.split(' ');
  return instantOf(day(date), time as TimeOfDay);
};
export const momentOf = (text: string, calendar: Calendar = plainCalendar): Moment =>
  momentAt(instantAt(text), calendar, unitIds);

/** A task and what has happened to it so far: `given` is a story, `when` an order, `then` its facts or refusal. */
export interface Story {
  readonly task: Task;
  readonly moment: Moment;
  readonly facts: readonly Fact[];
  /** Plan time moves, and nobody, not even the clock, does anything meanwhile. */
  readonly at: (text: string) => Story;
  readonly under: (calendar: Calendar) => Story;
  /** An order that is accepted; a refusal fails the test. */
  readonly then: (by: Actor, command: Command) => Story;
  /** The clock carries out all that has come due. */
  readonly clock: () => Story;
  readonly decision: (by: Actor, command: Command) => Decision;
  readonly refusal: (by: Actor, command: Command) => Refusal | null;
  readonly owed: () => readonly Obligation[];
  readonly agenda: () => readonly Line[];
}

const tell = (task: Task, moment: Moment, facts: readonly Fact[]): Story => {
  const decision = (by: Actor, command: Command): Decision => decide(task, { by, command }, moment);
  const then = (by: Actor, command: Command): Story => {
    const decided = decision(by, command);
    if (decided.verdict === 'refused')
      throw new Error(`${command.kind} is refused: ${JSON.stringify(decided.refusal)}`);
    return tell(decided.facts.reduce<Task>(evolve, task), moment, [...facts, ...decided.facts]);
  };
  return {
    task,
    moment,
    facts,
    at: (text) => tell(task, momentOf(text, moment.calendar), facts),
    under: (calendar) => tell(task, momentAt(moment.now, calendar, moment.units), facts),
    then,
    clock: () => {
      const next = nextDue(task, moment.calendar, moment.now);
      return next === null ? tell(task, moment, facts) : then('clock', next).clock();
    },
    decision,
    refusal: (by, command) => {
      const decided = decision(by, command);
      return decided.verdict === 'refused' ? decided.refusal : null;
    },
    owed: () => obligations(task, moment.calendar),
    agenda: () => agenda(task, moment.calendar),
  };
};

/** A task drafted on Monday, 2 March 2020 at 10:00 (or when the text says). */
export const drafted = (row: Row = {}, when = '2020-03-02 10:00', calendar: Calendar = plainCalendar): Story => {
  const moment = momentOf(when, calendar);
  const fact: Fact = { kind: 'drafted', on: moment.on, draft: draftOf(row) };
  return tell(evolve(null, fact), moment, [fact]);
};
/** The same, registered and dispatched within the hour. */
export const dispatched = (row: Row = {}, when?: string, calendar?: Calendar, bulk: readonly UnitId[] = []): Story =>
  drafted(row, when, calendar)
    .then(holder(office, 'chief'), register)
    .then(holder(office, 'liaison'), { kind: 'dispatch', bulk });

/** What is new in a story since an earlier page of it. */
export const since = (before: Story, after: Story): readonly Fact[] => after.facts.slice(before.facts.length);

/** What is still ahead, one line a row: `2020-03-04 E1 acknowledge lead.ecology-environment-bureau`. */
export const readable = (lines: readonly Line[]): readonly string[] =>
  lines.map(({ on, rung, kind, about, assignment, ahead }) =>
    [
      on,
      rung,
      ...(ahead === null ? [] : [`−${ahead}`]),
      about ?? kind,
      ...(assignment === null ? [] : [assignment]),
    ].join(' '),
  );
