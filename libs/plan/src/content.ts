import type { PlanId } from '#domain/task';
import type { TaskDraft } from '#domain/draft';
import type { PlanFrame } from '#domain/plan-frame';
import type { Seats } from '#domain/unit';
import type { Pack, PackUnit } from './pack.ts';
import type { PlanReading } from './read-plan.ts';

/** What of a reading goes into the ledger. */
export interface PlanContent {
  readonly id: PlanId;
  readonly title: string;
  readonly document: Uint8Array;
  readonly seats: Seats;
  /** The pack's, and the provisional ones of this document. */
  readonly units: readonly Pick<PackUnit, 'id' | 'name' | 'nameEn' | 'kind'>[];
  readonly tasks: readonly TaskDraft[];
  readonly indicators: readonly {
    readonly no: number;
    readonly name: string;
    readonly star: boolean;
    readonly target: string;
    readonly facts: object;
  }[];
  readonly starTasks: readonly number[];
  /** What stands around the two tables. */
  readonly frame: PlanFrame;
}

export const contentOf = (reading: PlanReading, pack: Pack, document: Uint8Array): PlanContent => ({
  id: reading.id,
  title: reading.title,
  document,
  seats: pack.seats,
  units: [...pack.units, ...reading.newUnits].map(({ id, name, nameEn, kind }) => ({ id, name, nameEn, kind })),
  tasks: reading.tasks,
  indicators: reading.indicators.map(({ no, name, star, target, facts }) => ({
    no,
    name,
    star,
    target,
    facts: facts ?? {},
  })),
  starTasks: reading.starTasks,
  frame: {
    indicatorsTitle: reading.tableTitles.indicators,
    tasksTitle: reading.tableTitles.tasks,
    targetYear: `${reading.targetYear}年`,
    notes: reading.notes.map(({ no, text }) => `（${no}）${text}`).join('\n'),
  },
});
