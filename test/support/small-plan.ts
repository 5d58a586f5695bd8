import type { Actor, PersonId, Post } from '#domain/actor';
import { posts } from '#domain/actor';
import type { Role } from '#domain/assignment';
import { type TaskDraft, taskId } from '#domain/draft';
import type { PlanId } from '#domain/task';
import type { Calendar } from '#domain/time/calendar';
import { day, instantOf, type Instant } from '#domain/time/day';
import type { Seats, UnitId, UnitKind } from '#domain/unit';
import { importPlan, type PlanImport } from '#ledger/import-plan';
import type { Ledger } from '#ledger/open-ledger';
import { addPeople, type Person } from '#ledger/people';

/** A small invented plan for tests: two bureaus, three districts, an office, a leading group, an inspectorate. */
const plan = 'small' as PlanId;
const unit = (id: string): UnitId => id as UnitId;

const kinds: Readonly<Record<string, readonly [name: string, kind: UnitKind]>> = {
  'water-bureau': ['市水务局', 'bureau'],
  'finance-bureau': ['市财政局', 'bureau'],
  'east-district': ['东城区政府', 'district'],
  'west-district': ['西城区政府', 'district'],
  'north-district': ['北城区政府', 'district'],
  'plan-office': ['市专项办', 'office'],
  'leading-group': ['领导小组', 'leading-group'],
  inspectorate: ['市政府督查室', 'inspectorate'],
};

const seats: Seats = {
  office: unit('plan-office'),
  leadingGroup: unit('leading-group'),
  inspectorate: unit('inspectorate'),
};

/** No holidays but the weekend: what a test counts can be counted on fingers. */
export const weekends: Calendar = { restDays: {}, workDays: {}, validThroughYear: 2030 };

/** Thursday, 2020-01-02, 08:00. */
export const start: Instant = instantOf(day('2020-01-02'), '8:00');

const row = (role: Role, id: string): TaskDraft['units'][number] => ({
  role,
  unit: unit(id),
  from: { line: 12, spelling: kinds[id]?.[0] ?? id },
});

/** One thing for the whole task, one from each unit that carries it out. */
const checklist: TaskDraft['checklist'] = {
  type: 'works',
  items: [
    { id: 'summary', zh: '工作总结', en: 'Summary', scope: 'task' },
    { id: 'acceptance', zh: '竣工验收意见', en: 'Acceptance', scope: 'unit' },
  ],
};

const draft = (no: number): TaskDraft => ({
  id: taskId(plan, no),
  plan,
  no,
  seats,
  section: '一、水',
  heading: '清洁水源',
  text: `第${no}项：整治河道。`,
  lead: unit('water-bureau'),
  units: [
    row('lead', 'water-bureau'),
    row('support', 'finance-bureau'),
    row('responsible', 'east-district'),
    row('responsible', 'west-district'),
  ],
  supportOpen: false,
  due: { day: day('2020-12-31'), precision: 'year' },
  checklist,
  questions: [],
  remarks: [],
});

export const smallPlan = (tasks = 3): PlanImport => ({
  id: plan,
  title: '清水行动计划',
  document: Buffer.from('清水行动计划'),
  seats,
  units: Object.entries(kinds).map(([id, [name, kind]]) => ({ id: unit(id), name, nameEn: id, kind })),
  tasks: Array.from({ length: tasks }, (_, i) => draft(i + 1)),
  indicators: [{ no: 1, name: '水质达标率', star: true, target: '90%', facts: { tasks: [1] } }],
  starTasks: [1],
  frame: { indicatorsTitle: '清水行动指标', tasksTitle: '任务清单', targetYear: '2020年', notes: '' },
  calendar: weekends,
  clock: { start, rate: 0, mayPlay: true },
});

/** The holder of a post; every post of every unit has one. */
export const holder = (of: string, post: Post): Exclude<Actor, 'clock'> => ({
  person: `${of}.${post}` as PersonId,
  chairs: [{ unit: unit(of), post }],
  home: null,
});

export const office = holder('plan-office', 'chief');

const people: readonly Person[] = Object.entries(kinds).flatMap(([id, [name]]) =>
  posts.map((post) => ({
    id: `${id}.${post}` as PersonId,
    login: `${id}.${post}`,
    name: `${name} ${post}`,
    email: `${id}.${post}@test.example`,
    passwordHash: 'none',
    chairs: [{ unit: unit(id), post }],
  })),
);

/** Puts the plan and its people into a ledger; `asRead` may change how a row reads. */
export const importSmallPlan = async (
  owner: Ledger,
  tasks = 3,
  asRead: (row: TaskDraft) => TaskDraft = (row) => row,
): Promise<PlanImport> => {
  const plain = smallPlan(tasks);
  const imported = { ...plain, tasks: plain.tasks.map(asRead) };
  await importPlan(owner, imported);
  await addPeople(owner, imported.id, people);
  return imported;
};
