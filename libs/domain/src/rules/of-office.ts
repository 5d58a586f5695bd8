import { type Actor, holds, type Post, posts } from '../actor.ts';
import type { Refusal } from '../refusal.ts';
import type { Task } from '../task.ts';

/** What only the office does: any of its posts, or those that are named. */
export const ofOffice = (task: Task, by: Actor, any: readonly Post[] = posts): Refusal | null =>
  holds(by, task.seats.office, any) ? null : { why: 'notYourPost', unit: task.seats.office, posts: any };
