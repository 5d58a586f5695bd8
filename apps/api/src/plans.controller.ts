import { type Clock, clock, type ClockSetting, clockSetting } from '#contract/clock';
import { planId } from '#contract/ids';
import { type Letter, letter, letterQuery, type LetterQuery } from '#contract/letter';
import { momentText } from '#contract/moments';
import { type Page, page } from '#contract/page';
import {
  dispatchOrdered,
  indicator,
  type Indicator,
  plan,
  type Plan,
  planItem,
  type PlanItem,
  questionItem,
  type QuestionItem,
  questionQuery,
  type QuestionQuery,
  registered,
  summary,
  type Summary,
} from '#contract/plan';
import { revisionItem, type RevisionItem, revisionQuery, type RevisionQuery } from '#contract/revision';
import { told } from '#contract/refusal-texts';
import type { ToldRefusal } from '#contract/refusal';
import { taskItem, taskQuery, type TaskQuery } from '#contract/task';
import { holds } from '#domain/actor';
import type { QuestionId } from '#domain/question';
import type { TaskId } from '#domain/task';
import { type ClockReading, moveClock, readClock } from '#ledger/clocks';
import { orderDispatch } from '#ledger/dispatches';
import { taskPage } from '#ledger/queries/list-tasks';
import { readIndicators } from '#ledger/queries/read-indicators';
import { readLetters } from '#ledger/queries/read-letters';
import { readPlans } from '#ledger/queries/read-plans';
import { readQuestions } from '#ledger/queries/read-questions';
import { readRevisions } from '#ledger/queries/read-revisions';
import { readSummary } from '#ledger/queries/read-summary';
import { registerPlan } from '#ledger/queries/register-plan';
import type { Who } from '#ledger/sessions';
import { subjectOf } from '#mail/subject';
import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, NeedsKey } from './answers.ts';
import { IdempotencyKey } from './idempotency-key.ts';
import { LateLedger } from './late-ledger.ts';
import { nameOf, openPlan, openPlanHead, type PlanDesk } from './plan-desk.ts';
import { seesEverything, unitsOf } from './rights.ts';
import { Denied, Trouble } from './trouble.ts';
import { Asking } from './who.ts';

/** All is said by the address; JSON it must be, so that no foreign form can send it. */
const EMPTY = { type: 'object', properties: {} };

@ApiTags('plans')
@Controller('api/plans')
export class PlansController {
  readonly #ledger: LateLedger;

  constructor(ledger: LateLedger) {
    this.#ledger = ledger;
  }

  @Get()
  @ApiOperation({ summary: 'The plans in which I hold a post' })
  @Answers(page(planItem), 'plans')
  async plans(@Asking() who: Who): Promise<Page<PlanItem>> {
    return { items: await readPlans(this.#ledger, who.person), next: null };
  }

  @Get(':plan')
  @ApiOperation({ summary: 'A plan with its units' })
  @Answers(plan, 'the plan')
  async plan(@Asking() who: Who, @Param('plan', { schema: planId }) id: string): Promise<Plan> {
    const { plan: one, named } = await openPlan(this.#ledger, who, id);
    const { office, leadingGroup, inspectorate } = one.seats;
    return {
      id: one.id,
      title: one.title,
      tasks: one.tasks,
      planDay: one.today,
      planNow: momentText(one.planNow),
      rate: one.clock.rate,
      mayPlay: one.mayPlay,
      importedAt: momentText(one.importedAt),
      office: nameOf(named, office),
      leadingGroup: nameOf(named, leadingGroup),
      inspectorate: nameOf(named, inspectorate),
      units: [...one.units],
    };
  }

  @Get(':plan/tasks')
  @ApiOperation({ summary: 'The ledger table, by number, as far as I may see it' })
  @Answers(page(taskItem), 'tasks')
  @Header('content-type', 'application/json; charset=utf-8')
  async tasks(
    @Asking() who: Who,
    @Param('plan', { schema: planId }) id: string,
    @Query({ schema: taskQuery }) query: TaskQuery,
  ): Promise<string> {
    const { plan: one, by } = await openPlanHead(this.#ledger, who, id);
    return taskPage(this.#ledger, one, query, unitsOf(by, one.seats));
  }

  @Get(':plan/questions')
  @ApiOperation({ summary: "What the plan's text leaves to the office, or what it has answered and may answer anew" })
  @Answers(page(questionItem), 'questions')
  async questions(
    @Asking() who: Who,
    @Param('plan', { schema: planId }) id: string,
    @Query({ schema: questionQuery }) query: QuestionQuery,
  ): Promise<Page<QuestionItem>> {
    const desk = await openPlan(this.#ledger, who, id);
    mustSeeEverything(desk);
    return readQuestions(this.#ledger, desk.plan, query);
  }

  @Get(':plan/revisions')
  @ApiOperation({
    summary: 'What other documents of the plan would change, newest first; nothing is carried out by itself',
  })
  @Answers(page(revisionItem), 'revisions')
  async revisions(
    @Asking() who: Who,
    @Param('plan', { schema: planId }) id: string,
    @Query({ schema: revisionQuery }) query: RevisionQuery,
  ): Promise<Page<RevisionItem>> {
    const desk = await openPlan(this.#ledger, who, id);
    mustSeeEverything(desk);
    return readRevisions(this.#ledger, desk.plan, query);
  }

  @Post(':plan/register')
  @HttpCode(200)
  @ApiBody({ schema: EMPTY })
  @ApiOperation({ summary: 'Register every draft without an open question' })
  @Answers(registered, 'what was registered, and what waits')
  async register(@Asking() who: Who, @Param('plan', { schema: planId }) id: string): Promise<RegisteredView> {
    const { plan: one, by, named } = await openPlan(this.#ledger, who, id);
    const done = await registerPlan(this.#ledger, one, by);
    if (done.verdict === 'refused') throw new Denied(done.refusal, named);
    const refused = done.refused.map(({ task, refusal }) => ({ task, refusal: told(refusal, named) }));
    return { registered: done.registered, waiting: done.waiting, refused };
  }

  @Post(':plan/dispatch')
  @HttpCode(200)
  @ApiBody({ schema: EMPTY })
  @NeedsKey()
  @ApiOperation({ summary: "Order the dispatch of every registered task; the plan's workflow carries it out" })
  @Answers(dispatchOrdered, 'the recorded order')
  async dispatch(
    @Asking() who: Who,
    @Param('plan', { schema: planId }) id: string,
    @IdempotencyKey() key: string,
  ): Promise<{ tasks: number }> {
    const { by, named } = await openPlan(this.#ledger, who, id);
    const ordered = await orderDispatch(this.#ledger, id, by, key);
    if (ordered.verdict === 'noSuchPlan') throw new Trouble('notFound');
    if (ordered.verdict === 'nothingRegistered') throw new Denied({ why: 'nothingRegistered' }, named);
    if (ordered.verdict === 'refused') throw new Denied(ordered.refusal, named);
    return { tasks: ordered.tasks };
  }

  @Get(':plan/clock')
  @ApiOperation({ summary: 'The plan clock' })
  @Answers(clock, 'the clock')
  async clock(@Asking() who: Who, @Param('plan', { schema: planId }) id: string): Promise<Clock> {
    await openPlan(this.#ledger, who, id);
    const reading = await readClock(this.#ledger, id);
    if (reading === undefined) throw new Trouble('notFound');
    return clockView(reading);
  }

  @Put(':plan/clock')
  @ApiOperation({ summary: 'Move the plan clock, or change its rate (office only, where the plan allows it)' })
  @Answers(clock, 'the clock as it stands now')
  async setClock(
    @Asking() who: Who,
    @Param('plan', { schema: planId }) id: string,
    @Body({ schema: clockSetting }) to: ClockSetting,
  ): Promise<Clock> {
    const { plan: one, by, named } = await openPlan(this.#ledger, who, id);
    if (!holds(by, one.seats.office)) throw new Trouble('notYours');
    const set = await moveClock(this.#ledger, id, by.person, {
      ...(to.rate !== undefined && { rate: to.rate }),
      ...(to.planNow !== undefined && { plan: to.planNow }),
    });
    if (set.verdict === 'noSuchPlan') throw new Trouble('notFound');
    if (set.verdict === 'mayNotPlay') throw new Denied({ why: 'mayNotPlay' }, named);
    if (set.verdict === 'beforeLastFact') throw new Denied({ why: 'beforeLastFact', lastDay: set.lastDay }, named);
    return clockView(set.clock);
  }

  @Get(':plan/letters')
  @ApiOperation({ summary: 'The mail log, newest first: all of it for the seats, my own letters for anybody else' })
  @Answers(page(letter), 'letters')
  async letters(
    @Asking() who: Who,
    @Param('plan', { schema: planId }) id: string,
    @Query({ schema: letterQuery }) query: LetterQuery,
  ): Promise<Page<Letter>> {
    const { plan: one, by } = await openPlan(this.#ledger, who, id);
    const whose = seesEverything(by, one.seats) ? null : by.person;
    const { items, next } = await readLetters(this.#ledger, id, query, whose);
    return { items: items.map(({ content, ...rest }) => ({ ...rest, subject: subjectOf(content) })), next };
  }

  @Get(':plan/indicators')
  @ApiOperation({ summary: 'The indicators of the plan' })
  @Answers(page(indicator), 'indicators')
  async indicators(@Asking() who: Who, @Param('plan', { schema: planId }) id: string): Promise<Page<Indicator>> {
    await openPlan(this.#ledger, who, id);
    return { items: await readIndicators(this.#ledger, id), next: null };
  }

  @Get(':plan/summary')
  @ApiOperation({ summary: 'Counts by stage, light and state' })
  @Answers(summary, 'counts')
  async summary(@Asking() who: Who, @Param('plan', { schema: planId }) id: string): Promise<Summary> {
    const { plan: one } = await openPlan(this.#ledger, who, id);
    return readSummary(this.#ledger, one);
  }
}

interface RegisteredView {
  readonly registered: number;
  readonly waiting: readonly { readonly task: TaskId; readonly questions: readonly QuestionId[] }[];
  readonly refused: readonly { readonly task: TaskId; readonly refusal: ToldRefusal }[];
}

const mustSeeEverything = ({ by, plan: one }: PlanDesk): void => {
  if (!seesEverything(by, one.seats)) throw new Trouble('notYours');
};

const clockView = ({ planNow, ...rest }: ClockReading): Clock => ({ ...rest, planNow: momentText(planNow) });
