import { type Actor, type Chair, type Person, type PersonId, type Post, posts } from '#domain/actor';
import { agenda, type Line, nextDue } from '#domain/agenda';
import { type AssignmentId, assignmentId, type Role } from '#domain/assignment';
import { assignmentOf, type Checklist, type ItemId, itemId } from '#domain/checklist';
import type { Command } from '#domain/command';
import { decide, type Decision, momentAt } from '#domain/decide';
import { type TaskDraft, taskId } from '#domain/draft';
import type { Fact } from '#domain/event';
import { evolve } from '#domain/evolve';
import { itemsOf } from '#domain/missing';
import { notices } from '#domain/notices';
import { type Obligation, obligations } from '#domain/obligations';
import type { Answer, Question, QuestionId, Suggestion } from '#domain/question';
import type { Refusal } from '#domain/refusal';
import type { Moment } from '#domain/rules/rule';
import type { ObligationKind } from '#domain/tables/limits';
import type { PlanId, Task } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import { addDays, day, type Day, type Instant, instantOf, type TimeOfDay } from '#domain/time/day';
import type { Unit, UnitId, UnitKind } from '#domain/unit';
import type { Upload, UploadId } from '#domain/upload';

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
export const holder = ({ id }: Pick<Unit, 'id'>, post: Post): Person => personWith({ unit: id, post });
/** One person with several posts. */
export const personWith = (...chairs: readonly Chair[]): Person => ({
  person: chairs.map((chair) => `${chair.unit}.${chair.post}`).join('+') as PersonId,
  chairs,
  home: null,
});
export const nobodyInParticular: Person = { person: 'a-guest' as PersonId, chairs: [], home: null };

/** A file that somebody of this unit has brought in; its id says whose it is. */
export const uploadOf = ({ id }: Pick<Unit, 'id'>, post: Post = 'handler'): UploadId => `${id}.${post}` as UploadId;
export const uploads = (id: UploadId): Upload | null => {
  const [unit = '', post = ''] = id.split('.');
  return posts.some((one) => one === post)
    ? {
        id,
        by: id as string as PersonId,
        units: [unit as UnitId],
        name: '验收意见.pdf',
        bytes: 48_213,
        sha256: 'a3'.repeat(32),
      }
    : null;
};

const holidays = (...days: readonly string[]): Readonly<Record<Day, true>> =>
  Object.fromEntries(days.map((one) => [day(one), true]));

/** Somebody in every post of these units. */
export const everyPost = (units: readonly Pick<Unit, 'id'>[]): readonly Person[] =>
  units.flatMap((one) => posts.map((post) => holder(one, post)));

/** Two things to prove: one for the whole task, one from each unit that carries it out. */
export const checklist: Checklist = {
  type: 'works',
  items: [
    { id: 'summary', zh: '工作总结', en: 'Summary', scope: 'task' },
    { id: 'acceptance', zh: '竣工验收意见', en: 'Acceptance', scope: 'unit' },
  ],
};
export const summaryOf = (part: AssignmentId): ItemId => itemId('summary', part);
export const acceptanceOf = (part: AssignmentId): ItemId => itemId('acceptance', part);

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
  understood: { zh: '尚无', en: 'nobody yet' },
  suggestion: suggested && suggestionOf(suggested),
  blocks: true,
});

export const suggestionOf = (units: readonly UnitId[]): Suggestion => ({
  answer: { kind: 'units', units },
  reason: { zh: '正文点名', en: 'named in the text' },
  confidence: 'high',
});

export interface Row {
  readonly lead?: UnitId;
  readonly supports?: readonly UnitId[];
  readonly responsible?: readonly UnitId[];
  readonly due?: string;
  readonly precision?: 'year' | 'day';
  readonly questions?: readonly Question[];
  readonly checklist?: Checklist;
}

/** A row of the plan as the importer would read it. */
export const draftOf = ({
  lead = ecology.id,
  supports = [],
  responsible = [],
  due = '2020-12-31',
  precision = 'day',
  questions = [],
  checklist: proofs = checklist,
}: Row = {}): TaskDraft => {
  const plan = 'cq-zero-waste' as PlanId;
  const named = (role: Role, ids: readonly UnitId[]) =>
    ids.map((id) => ({ role, unit: id, from: { line: 12, spelling: id } }));
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
    checklist: proofs,
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
/** Everybody is there, and has what he needs. */
const around = { units: unitIds, members: everyPost(everyUnit), upload: uploads };
export const momentOf = (text: string, calendar: Calendar = plainCalendar): Moment =>
  momentAt(instantAt(text), calendar, around);

/** A task and what has happened to it so far: `given` is a story, `when` an order, `then` its facts or refusal. */
export interface Story {
  readonly task: Task;
  readonly moment: Moment;
  readonly facts: readonly Fact[];
  /** Plan time moves, and nobody, not even the clock, does anything meanwhile. */
  readonly at: (text: string) => Story;
  readonly under: (calendar: Calendar) => Story;
  /** These, and nobody else, hold a post in the units that sign off. */
  readonly among: (...members: readonly Person[]) => Story;
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
    at: (text) => tell(task, momentAt(instantAt(text), moment.calendar, moment), facts),
    under: (calendar) => tell(task, momentAt(moment.now, calendar, moment), facts),
    among: (...members) => tell(task, { ...moment, members }, facts),
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
      kind === 'foretell' ? kind : rung,
      ...(ahead === null ? [] : [`−${ahead}`]),
      about ?? kind,
      ...(assignment === null ? [] : [assignment]),
    ].join(' '),
  );

/** Of what is still ahead, that about some kinds of obligation. */
export const linesAbout = (story: Story, ...kinds: readonly ObligationKind[]): readonly string[] =>
  readable(story.agenda().filter(({ about }) => about !== null && kinds.includes(about)));

/** Of what is owed, one kind. */
export const owedAs = (story: Story, kind: ObligationKind): readonly Obligation[] =>
  story.owed().filter((one) => one.kind === kind);

/** Nobody acts: every morning up to and including a day the clock does its part. */
export const untilDay = (story: Story, last: string): Story => {
  let at = story;
  for (let on = addDays(story.moment.on, 1); on <= last; on = addDays(on, 1)) at = at.at(`${on} 8:30`).clock();
  return at;
};

/** Each letter of a fact, one a row: `yuzhong-district.chief: yellow-slip`; of the story's last fact, where none is named. */
export const told = (story: Story, fact = story.facts.at(-1)): readonly string[] =>
  fact === undefined
    ? []
    : notices(story.task, fact, kindOf).map(({ chair, form }) => `${chair.unit}.${chair.post}: ${form}`);

export const submit = (item: ItemId, upload: UploadId, note = ''): Command => ({
  kind: 'submitEvidence',
  item,
  upload,
  note,
});
export const judge = (evidence: number, rejectedFor?: string): Command => ({
  kind: 'judgeEvidence',
  evidence,
  verdict: rejectedFor === undefined ? { kind: 'accept' } : { kind: 'reject', reason: rejectedFor },
});
export const claimDone = (assignment: AssignmentId): Command => ({ kind: 'claimDone', assignment });
export const acceptPart = (assignment: AssignmentId): Command => ({ kind: 'acceptPart', assignment });
export const returnPart = (assignment: AssignmentId, items: readonly ItemId[], reason = '缺少签章'): Command => ({
  kind: 'returnPart',
  assignment,
  items,
  reason,
});
export const requestSignOff: Command = { kind: 'requestSignOff' };
export const approve: Command = { kind: 'signOff', decision: { kind: 'approve' } };

/** Led by the ecology bureau, carried out by Yuzhong, supported by finance; its last working day is Tuesday, 30 June 2020. */
export const summer: Row = { supports: [finance.id], responsible: [yuzhong.id], due: '2020-06-30' };

/** Everybody has acknowledged and named an owner, on the day the task was dispatched. */
export const underway = (row: Row = summer, calendar?: Calendar): Story => {
  const issued = dispatched(row, undefined, calendar);
  return issued.task.assignments.reduce((story, { id, unit: house, role }) => {
    const received = story.then(holder({ id: house }, 'liaison'), acknowledge(id));
    return role === 'responsible' ? received.then(holder({ id: house }, 'chief'), nameOwner(id)) : received;
  }, issued);
};

/** The handler submits what the part has to prove, and the chief claims it as done. */
export const claimed = (story: Story, part: AssignmentId, house: Unit): Story => {
  const items = story.task.assignments.filter(({ id }) => id === part).flatMap((one) => itemsOf(story.task, one));
  return items
    .reduce((at, item) => at.then(holder(house, 'handler'), submit(item, uploadOf(house))), story)
    .then(holder(house, 'chief'), claimDone(part));
};

/** The reviewer's handler accepts what was submitted, and the part. */
export const accepted = (story: Story, part: AssignmentId, reviewer: Unit): Story =>
  story.task.evidence
    .filter(({ item, stage }) => stage === 'submitted' && assignmentOf(item) === part)
    .reduce((at, { n }) => at.then(holder(reviewer, 'handler'), judge(n)), story)
    .then(holder(reviewer, 'handler'), acceptPart(part));

/** Both parts of the summer's task are done and accepted, the lead's last. */
export const done = (story: Story = underway()): Story => {
  const unit = accepted(claimed(story, asResponsible(yuzhong), yuzhong), asResponsible(yuzhong), ecology);
  return accepted(claimed(unit, asLead(), ecology), asLead(), office);
};

/** The lead's liaison has asked for sign-off. */
export const inReview = (story: Story = done()): Story => story.then(holder(ecology, 'liaison'), requestSignOff);
