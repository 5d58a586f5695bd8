import { openLedger, type Ledger } from '#ledger/open-ledger';
import { type CaughtLetter, caughtLetters } from '../support/mailbox.ts';
import { type Histories, openHistories } from '../support/histories.ts';
import { type OwnPlan, ownPlan } from '../support/own-plan.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

/**
 * A whole life of an ordinary task, on the product as a user starts it: row 10 of the plan, a policy paper with a lead, one
 * support and eleven districts, due at the end of 2020.
 */
const MINUTE = 60_000;
const NO = 10;
/** Works in one place: a lead, and one unit that carries them out. */
const WAIVED = 28;
let product: Product;
let plan: OwnPlan;
let ledger: Ledger;
let histories: Histories;
let lead: string;
let support: string;
let districts: readonly string[];

interface View {
  readonly stage: string;
  readonly lead: { readonly id: string };
  readonly supports: readonly { readonly id: string }[];
  readonly responsible: readonly { readonly id: string }[];
  readonly assignments: readonly { readonly id: string; readonly stage: string }[];
  readonly checklist: readonly { readonly item: string; readonly assignment: string; readonly state: string }[];
  readonly evidence: readonly { readonly n: number; readonly item: string; readonly state: string }[];
  readonly review: { readonly level: string; readonly unit: { readonly id: string } } | null;
}

interface Hold {
  readonly kind: string;
  readonly assignment: string;
  readonly title: string;
  readonly to: readonly { readonly unit: { readonly id: string }; readonly post: string }[];
}

beforeAll(async () => {
  product = await startProduct();
  const office = await product.login('zero-waste-office.chief');
  await office.send('PUT', '/plans/cq-zero-waste/clock', { rate: 0 });
  ledger = await openLedger(product.run().postgres, { name: 'test' });
  histories = await openHistories(product.run().temporal);
  plan = await ownPlan(product, 'life', [NO, WAIVED]);
  await until('the task is dispatched', async () => (await view()).stage === 'dispatched');
  const task = await view();
  lead = task.lead.id;
  support = task.supports[0]?.id ?? '';
  districts = task.responsible.map(({ id }) => id);
}, 4 * MINUTE);
afterAll(async () => {
  await ledger.close();
  await histories.close();
  await product.remove();
}, MINUTE);

const view = (): Promise<View> => plan.office.get<View>(`/tasks/${plan.id(NO)}`);
const stages = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await view()).assignments.map(({ id, stage }) => [id, stage]));
const facts = async (): Promise<readonly string[]> =>
  (
    await ledger.ask<{ kind: string }>('select kind from duban.task_event where task = $1 order by seq', [plan.id(NO)])
  ).map(({ kind }) => kind);
/** Plays from a time of a plan day on, ten plan minutes a second, until something is there. */
const playTo = async <T>(on: string, what: string, ask: () => Promise<T | false | undefined>): Promise<T> => {
  await plan.clock({ planNow: `${on}:00+08:00`, rate: 600 });
  const found = await until(what, ask, MINUTE);
  await plan.clock({ rate: 1 });
  return found;
};
/** A letter of a form to somebody that speaks of this task. */
const letterTo = async (login: string, form: string, text = ''): Promise<CaughtLetter | undefined> => {
  const [row] = await ledger.ask<{ message_id: string }>(
    `select l.message_id from duban.letter l join duban.person p on p.id = l.person
     where l.plan = $1 and p.login = $2 and l.form = $3 and l.state = 'sent' order by l.id desc limit 1`,
    [plan.slug, login, form],
  );
  const letters = row === undefined ? [] : await caughtLetters(product.run().mail);
  return letters.find((one) => one.messageId === row?.message_id && one.text.includes(text));
};
const prove = async (unit: string, item: string): Promise<void> => {
  const upload = await plan.bring(`${unit}.handler`, `${item.split('@')[0] ?? ''}.pdf`);
  await plan.give(`${unit}.liaison`, NO, { kind: 'submitEvidence', item, upload, note: '' });
};
const refusedAs = async (login: string, command: object): Promise<object> => {
  const { status, body } = await plan.ask(login, NO, command);
  return { status, why: body['why'], title: body['title'], titleEn: body['titleEn'] };
};

test(
  'everybody acknowledges, and names who does it; the task is underway',
  async () => {
    expect(districts).toHaveLength(11);
    await plan.give(`${lead}.liaison`, NO, { kind: 'acknowledge', assignment: `lead.${lead}` });
    await plan.give(`${support}.liaison`, NO, { kind: 'acknowledge', assignment: `support.${support}` });
    for (const unit of districts) {
      const assignment = `responsible.${unit}`;
      await plan.give(`${unit}.liaison`, NO, { kind: 'acknowledge', assignment });
      const names = { leader: '王莉', handler: '李强', liaison: '张敏' };
      await plan.give(`${unit}.section-head`, NO, { kind: 'nameOwner', assignment, ...names });
    }
    expect((await view()).stage).toBe('underway');
  },
  MINUTE,
);

test(
  'the lead assigns subtasks, units finish them and report',
  async () => {
    const subtask = { kind: 'assignSubtask', giver: `lead.${lead}`, title: '起草贯彻落实文件', due: '2020-06-30' };
    const [first = '', second = ''] = districts;
    for (const unit of [first, second])
      await plan.give(`${lead}.handler`, NO, { ...subtask, holder: `responsible.${unit}` });
    await plan.give(`${lead}.handler`, NO, { kind: 'filePlan' });
    const told = await playTo('2020-01-03T09:20', 'the subtask is announced', () =>
      letterTo(`${first}.handler`, 'subtask'),
    );
    expect(told.text).toContain('起草贯彻落实文件');
    for (const [i, unit] of [first, second].entries())
      await plan.give(`${unit}.handler`, NO, { kind: 'finishSubtask', subtask: `s${i + 1}` });
    const report = { done: '完成起草', problems: '', next: '报市政府审定', expected: '2020-09-30', progress: 40 };
    await plan.give(`${first}.handler`, NO, { kind: 'report', assignment: `responsible.${first}`, report });
    expect(
      await refusedAs(`${first}.chief`, { kind: 'report', assignment: `responsible.${first}`, report: null }),
    ).toMatchObject({ status: 422, why: 'notYourPost' });
  },
  2 * MINUTE,
);

test(
  'a claim with an item missing is held: the unit and the supervisors are told which; it is held again, and the chief gets the yellow slip',
  async () => {
    const [first = ''] = districts;
    const assignment = `responsible.${first}`;
    // Due 31 December, so that the evidence day is Thursday 10 December: 15 working days before it.
    await plan.clock({ planNow: '2020-12-10T10:00:00+08:00', rate: 1 });
    const claim = { kind: 'claimDone', assignment };
    // The form says beforehand what it will send.
    const deputyOf = await plan.login(`${first}.deputy`);
    const { holds } = await deputyOf.get<{ holds: readonly Hold[] }>(`/tasks/${plan.id(NO)}`);
    expect(holds).toMatchObject([{ kind: 'claimDone', assignment }]);
    expect(holds[0]?.title).toContain('本单位贯彻落实文件或书面说明');
    expect(holds[0]?.to.map(({ unit, post }) => `${unit.id}.${post}`)).toEqual(
      expect.arrayContaining([`${first}.deputy`, `${lead}.deputy`]),
    );
    const { body } = await plan.give(`${first}.deputy`, NO, claim);
    expect(body['facts']).toMatchObject([
      { kind: 'claimHeld', missing: { items: [`local-implementation@${assignment}`] } },
    ]);
    const deputies = [`${first}.deputy`, `${lead}.deputy`];
    for (const deputy of deputies) {
      const told = await playTo('2020-12-10T10:10', `${deputy} is told what is missing`, () =>
        letterTo(deputy, 'held'),
      );
      expect(told.text).toContain('本单位贯彻落实文件或书面说明');
    }
    await plan.clock({ planNow: '2020-12-17T10:00:00+08:00', rate: 1 });
    await plan.give(`${first}.deputy`, NO, claim);
    const slip = await playTo('2020-12-18T08:25', "the chief's yellow slip", () =>
      letterTo(`${first}.chief`, 'yellow-slip'),
    );
    expect(slip.text).toContain('补齐佐证');
    const rungs = await ledger.ask<{ fact: { about: string; rung: string; on: string } }>(
      `select fact from duban.task_event where task = $1 and kind = 'escalated' and fact ->> 'assignment' = $2 and fact ->> 'about' in ('supply', 'part') and fact ->> 'rung' = 'E3'`,
      [plan.id(NO), assignment],
    );
    expect(rungs.map(({ fact }) => `${fact.on} ${fact.about}`).sort()).toEqual([
      '2020-12-18 part',
      '2020-12-18 supply',
    ]);
  },
  3 * MINUTE,
);

test(
  'evidence is completed, judged by somebody else, and all parts are accepted; nobody decides on his own work',
  async () => {
    const { checklist } = await view();
    for (const { item, assignment } of checklist) await prove(assignment.split('.')[1] ?? '', item);
    const own = (await view()).evidence.find(({ item }) => item.endsWith(`@lead.${lead}`));
    // The lead judges its units' files, and of its own not one.
    expect(
      await refusedAs(`${lead}.section-head`, { kind: 'judgeEvidence', evidence: own?.n, verdict: { kind: 'accept' } }),
    ).toMatchObject({ status: 422, why: 'notYourPost', title: expect.stringContaining('市无废办') as string });
    for (const { n, item } of (await view()).evidence.filter(({ state }) => state === 'submitted')) {
      const judge = item.endsWith(`@lead.${lead}`) ? 'zero-waste-office.handler' : `${lead}.section-head`;
      await plan.give(judge, NO, { kind: 'judgeEvidence', evidence: n, verdict: { kind: 'accept' } });
    }
    for (const unit of districts)
      await plan.give(`${unit}.deputy`, NO, { kind: 'claimDone', assignment: `responsible.${unit}` });
    await plan.give(`${lead}.liaison`, NO, { kind: 'claimDone', assignment: `lead.${lead}` });
    await plan.give(`${lead}.deputy`, NO, { kind: 'confirmClaim', assignment: `lead.${lead}` });
    const [first = '', second = ''] = districts;
    const held = await plan.give(`${lead}.liaison`, NO, { kind: 'requestSignOff' });
    expect(held.body['facts']).toMatchObject([{ kind: 'signOffHeld', missing: { items: [] } }]);
    for (const unit of districts)
      await plan.give(`${lead}.section-head`, NO, { kind: 'acceptPart', assignment: `responsible.${unit}` });
    expect(await refusedAs(`${lead}.section-head`, { kind: 'acceptPart', assignment: `lead.${lead}` })).toMatchObject({
      why: 'notYourPost',
    });
    await plan.give('zero-waste-office.handler', NO, { kind: 'acceptPart', assignment: `lead.${lead}` });
    expect(await stages()).toMatchObject({
      [`lead.${lead}`]: 'accepted',
      [`responsible.${first}`]: 'accepted',
      [`responsible.${second}`]: 'accepted',
    });
  },
  3 * MINUTE,
);

test(
  'sign-off goes L1, L2; the requester, the claimant and whoever signed before are refused, in Chinese and English',
  async () => {
    const approve = { kind: 'signOff', decision: { kind: 'approve' } };
    const { body } = await plan.give(`${lead}.liaison`, NO, { kind: 'requestSignOff' });
    expect(body['facts']).toMatchObject([{ kind: 'signOffRequested', level: 'L1', overdue: false, needsL3: false }]);
    expect((await view()).review).toMatchObject({ level: 'L1', unit: { id: lead } });
    // He confirmed the lead's claim.
    expect(await refusedAs(`${lead}.deputy`, approve)).toEqual({
      status: 422,
      why: 'yourOwn',
      title: expect.stringMatching(/[\u4e00-\u9fff]/) as string,
      titleEn: expect.stringMatching(/^[A-Z]/) as string,
    });
    expect(await refusedAs('zero-waste-office.chief', approve)).toMatchObject({ status: 422, why: 'notYourPost' });
    await plan.give(`${lead}.chief`, NO, approve);
    expect((await view()).review).toMatchObject({ level: 'L2', unit: { id: 'zero-waste-office' } });
    expect(await refusedAs(`${lead}.chief`, approve)).toMatchObject({ status: 422 });
    await plan.give('zero-waste-office.deputy', NO, approve);
    expect((await view()).stage).toBe('completed');
    const told = await playTo('2020-12-18T14:00', 'every unit hears of it', () =>
      letterTo(`${districts[10] ?? ''}.handler`, 'signed-off'),
    );
    expect(told.subject).toContain('办结');
  },
  2 * MINUTE,
);

test(
  'it is closed and archived, and its workflow ends',
  async () => {
    const id = `task:${plan.id(NO)}`;
    expect(await histories.open('task')).toContain(id);
    await plan.give('zero-waste-office.liaison', NO, { kind: 'close' });
    await plan.give('zero-waste-office.liaison', NO, { kind: 'archive' });
    expect((await view()).stage).toBe('archived');
    await until('the workflow has ended', async () => !(await histories.open('task')).includes(id));
    expect((await facts()).slice(-4)).toEqual(['signedOff', 'signedOff', 'closed', 'archived']);
  },
  MINUTE,
);

test(
  'the files come out again for whoever may see them, byte for byte',
  async () => {
    const { evidence } = await view();
    const [one] = evidence;
    const [sent] = await ledger.ask<{ sha256: string }>(
      `select fact ->> 'sha256' as sha256 from duban.task_event where task = $1 and kind = 'evidenceSubmitted' and (fact ->> 'n')::int = $2`,
      [plan.id(NO), one?.n],
    );
    const bytes = await plan.office.bytes(`/tasks/${plan.id(NO)}/evidence/${one?.n ?? 0}/file`);
    const hash = await crypto.subtle.digest('SHA-256', bytes);
    expect(Buffer.from(hash).toString('hex')).toBe(sent?.sha256);
    const stranger = await plan.login('leading-group.liaison');
    expect(await stranger.bytes(`/tasks/${plan.id(NO)}/evidence/${one?.n ?? 0}/file`)).toEqual(bytes);
    const outside = await plan.login(`${support}.liaison`);
    await expect(outside.bytes(`/tasks/${plan.id(NO)}/evidence/${one?.n ?? 0}/file`)).rejects.toThrow('404');
  },
  MINUTE,
);

test(
  'with an item waived the leading group signs too, each level by another person',
  async () => {
    const task = await plan.office.get<View>(`/tasks/${plan.id(WAIVED)}`);
    const chief = task.lead.id;
    const parts = [`lead.${chief}`, ...task.responsible.map(({ id }) => `responsible.${id}`)];
    const unitOf = (assignment: string): string => assignment.slice(assignment.indexOf('.') + 1);
    for (const assignment of parts)
      await plan.give(`${unitOf(assignment)}.liaison`, WAIVED, { kind: 'acknowledge', assignment });
    const [waived, ...others] = task.checklist;
    await plan.give('zero-waste-office.chief', WAIVED, { kind: 'waiveEvidence', item: waived?.item, reason: '不涉及' });
    for (const { item, assignment } of others) {
      const upload = await plan.bring(`${unitOf(assignment)}.handler`, '证明材料.pdf');
      await plan.give(`${unitOf(assignment)}.handler`, WAIVED, { kind: 'submitEvidence', item, upload, note: '' });
    }
    const { evidence } = await plan.office.get<View>(`/tasks/${plan.id(WAIVED)}`);
    const reviewerOf = (item: string): string =>
      item.endsWith(`.${chief}`) ? 'zero-waste-office.handler' : `${chief}.section-head`;
    for (const { n, item } of evidence)
      await plan.give(reviewerOf(item), WAIVED, { kind: 'judgeEvidence', evidence: n, verdict: { kind: 'accept' } });
    for (const assignment of parts) {
      await plan.give(`${unitOf(assignment)}.deputy`, WAIVED, { kind: 'claimDone', assignment });
      await plan.give(reviewerOf(assignment), WAIVED, { kind: 'acceptPart', assignment });
    }
    const asked = await plan.give(`${chief}.liaison`, WAIVED, { kind: 'requestSignOff' });
    expect(asked.body['facts']).toMatchObject([{ kind: 'signOffRequested', needsL3: true }]);
    const approve = { kind: 'signOff', decision: { kind: 'approve' } };
    for (const login of [`${chief}.chief`, 'zero-waste-office.deputy', 'leading-group.deputy'])
      await plan.give(login, WAIVED, approve);
    const levels = await ledger.ask<{ level: string }>(
      `select fact ->> 'level' as level from duban.task_event where task = $1 and kind = 'signedOff' order by seq`,
      [plan.id(WAIVED)],
    );
    expect(levels.map(({ level }) => level)).toEqual(['L1', 'L2', 'L3']);
    expect((await plan.office.get<View>(`/tasks/${plan.id(WAIVED)}`)).stage).toBe('completed');
  },
  MINUTE,
);
