import { z } from 'zod';
import type { Ground } from '../ground.ts';
import { Obstacle } from '../obstacle.ts';
import { until } from '../waiting.ts';
import type { Office } from './office.ts';
import type { ShippedPlan } from './shipped-plan.ts';

/** A plan day in ten seconds: a quarter of an hour shows a season. */
const PLAYING_RATE = 8_640;
/** 111 tasks take a few seconds; a slow machine, or a worker that dies in between, longer. */
const DISPATCH_MS = 180_000;

const questionsShape = z.object({
  items: z.array(z.object({ task: z.string(), question: z.string(), blocks: z.boolean() })),
  next: z.string().nullable(),
});
type OpenQuestion = z.output<typeof questionsShape>['items'][number];
const summaryShape = z.object({ stages: z.record(z.string(), z.number()) });
const clockShape = z.object({ rate: z.number() });

/** From drafts to dispatched tasks on a playing clock. Each step looks first what is left of it, so that any may be the last one done. */
export const issuePlan = async (office: Office, plan: ShippedPlan, { signal, say }: Ground): Promise<void> => {
  const at = `/plans/${plan.content.id}`;
  const stage = async (name: string): Promise<number> =>
    (await office.get(`${at}/summary`, summaryShape)).stages[name] ?? 0;

  const answered = await answerAll(office, at, plan);
  if (answered > 0) say(`Answered ${answered} questions of the plan with demo decisions.`);

  if ((await stage('draft')) > 0) {
    await office.post(`${at}/register`, {}, 'first-start:register');
    const left = await stage('draft');
    if (left > 0) throw new Obstacle(`${left} tasks of the shipped plan could not be registered.`);
  }
  if ((await stage('registered')) > 0) {
    await office.post(`${at}/dispatch`, {}, 'first-start:dispatch');
    const done = async (): Promise<true | null> => ((await stage('registered')) === 0 ? true : null);
    await until(done, { what: 'the dispatch of every task', deadlineMs: DISPATCH_MS, everyMs: 200, signal });
    say('Registered and dispatched every task.');
  }
  const { rate } = await office.get(`${at}/clock`, clockShape);
  if (rate === 0) await office.put(`${at}/clock`, { rate: PLAYING_RATE });
};

/** Gives the pack's answer to every open question; one that blocks nothing may stay open. Says how many there were. */
const answerAll = async (office: Office, at: string, plan: ShippedPlan): Promise<number> => {
  const open = (await openQuestions(office, at)).map((one) => ({
    ...one,
    answer: plan.answerTo(one.task, one.question),
  }));
  const unknown = open.filter(({ answer, blocks }) => answer === null && blocks);
  if (unknown.length > 0) {
    const names = unknown.map(({ task, question }) => `${task} ${question}`).join(', ');
    throw new Obstacle(`The shipped plan has questions without a demo answer: ${names}.`);
  }
  const given = open.filter(({ answer }) => answer !== null);
  for (const { task, question, answer } of given) {
    const command = { kind: 'answer', question, answer };
    await office.post(`/tasks/${task}/orders`, command, `first-start:answer:${task}:${question}`);
  }
  return given.length;
};

const openQuestions = async (office: Office, at: string): Promise<readonly OpenQuestion[]> => {
  const all: OpenQuestion[] = [];
  for (let next: string | null = '0'; next !== null;) {
    const page: z.output<typeof questionsShape> = await office.get(`${at}/questions?after=${next}`, questionsShape);
    all.push(...page.items);
    next = page.next;
  }
  return all;
};
