import { taskId } from '#contract/ids';
import { logIn, type LogIn } from '#contract/session';
import { holds } from '#domain/actor';
import type { PlanId } from '#domain/task';
import { readEvents } from '#ledger/queries/read-events';
import { readPlan } from '#ledger/queries/read-plan';
import { readPlans } from '#ledger/queries/read-plans';
import { listTasks } from '#ledger/queries/list-tasks';
import { readTask } from '#ledger/queries/read-task';
import type { Who } from '#ledger/sessions';
import { Body, Controller, Get, Header, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CONFIG, type Config } from '../config.ts';
import { Doorkeeper } from '../doorkeeper.ts';
import { LateLedger } from '../late-ledger.ts';
import { Parts } from '../parts.ts';
import { problemOf } from '../problem.filter.ts';
import { sightOf, unitsOf } from '../rights.ts';
import { stuckView } from '../stuck-desk.ts';
import { agendaView, obligationsView, openTask, taskView } from '../task-desk.ts';
import { Trouble } from '../trouble.ts';
import { actorIn, type Asked, COOKIE, MaybeWho, Open } from '../who.ts';
import { homePage, type PlanTable } from './home-page.ts';
import type { WatchView } from './watch-section.ts';
import { loginPage } from './login-page.ts';
import { publicTaskPage, taskPage } from './task-page.ts';

const HTML = 'text/html; charset=utf-8';
/** All of a plan's tasks stand on the first page. */
const ALL = 200;
/** Of what is stuck the longest: whoever mends these will find the rest gone, or in the next view. */
const FIRST = 20;

/** After logging in only a page of ours is gone to: one slash, and no other host behind it. */
const next = z
  .string()
  .max(200)
  .regex(/^\/(?![/\\])[\w/.-]*$/)
  .catch('/');
const loginQuery = z.object({ next });
const loginBody = logIn.extend({ next });

/** Plain pages for people, drawn here, without any script. */
@ApiExcludeController()
@Open()
@Controller()
export class PagesController {
  readonly #ledger: LateLedger;
  readonly #doorkeeper: Doorkeeper;
  readonly #parts: Parts;
  readonly #config: Config;

  constructor(ledger: LateLedger, doorkeeper: Doorkeeper, parts: Parts, @Inject(CONFIG) config: Config) {
    this.#parts = parts;
    this.#ledger = ledger;
    this.#doorkeeper = doorkeeper;
    this.#config = config;
  }

  @Get()
  @Header('content-type', HTML)
  async home(@MaybeWho() who: Who | undefined, @Req() request: Asked): Promise<string> {
    const tables: PlanTable[] = [];
    for (const { id } of await readPlans(this.#ledger, null)) {
      const table = await this.#table(who, id);
      if (table !== null) tables.push(table);
    }
    return homePage(who, tables, this.#config, this.#config.PAGE_URL ?? `http://${request.headers.host ?? ''}`);
  }

  @Get('tasks/:id')
  @Header('content-type', HTML)
  async task(@MaybeWho() who: Who | undefined, @Param('id', { schema: taskId }) id: string): Promise<string> {
    const record = await readTask(this.#ledger, id);
    if (record === undefined) throw new Trouble('notFound');
    if (who === undefined || sightOf(actorIn(who, record.plan.id), record.state) === null)
      return publicTaskPage(who, record.item);
    const desk = await openTask(this.#ledger, who, id);
    const own = desk.sight.sees === 'own' ? desk.sight.assignments : null;
    const events = await readEvents(this.#ledger, id, { after: 0, limit: ALL }, own);
    return taskPage(who, {
      task: await taskView(this.#ledger, desk),
      obligations: obligationsView(desk),
      agenda: agendaView(desk),
      events: events.items,
      named: desk.named,
      leadingGroup: desk.state.seats.leadingGroup,
      checklist: desk.state.checklist,
    });
  }

  @Get('login')
  @Header('content-type', HTML)
  login(@MaybeWho() who: Who | undefined, @Query({ schema: loginQuery }) query: { readonly next: string }): string {
    return loginPage(who, query.next);
  }

  @Post('login')
  async enter(
    @Body({ schema: loginBody }) { next: target, ...given }: LogIn & { readonly next: string },
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      await this.#doorkeeper.letIn(given, request.ip, reply);
    } catch (cause) {
      if (!(cause instanceof Trouble)) throw cause;
      const problem = problemOf(cause);
      await reply
        .status(problem.status)
        .type(HTML)
        .send(loginPage(undefined, target, problem));
      return;
    }
    await reply.redirect(target, SEE_OTHER);
  }

  @Post('logout')
  async leave(@Req() request: Asked, @Res() reply: FastifyReply): Promise<void> {
    await this.#doorkeeper.letOut(request.cookies[COOKIE], reply);
    await reply.redirect('/', SEE_OTHER);
  }

  async #table(who: Who | undefined, id: string): Promise<PlanTable | null> {
    const plan = await readPlan(this.#ledger, id);
    if (plan === undefined) return null;
    const all = await listTasks(this.#ledger, plan, { after: 0, limit: ALL }, null);
    if (who === undefined) return { plan, tasks: all.items, seen: new Set(), watch: null };
    const by = actorIn(who, plan.id);
    const units = unitsOf(by, plan.seats);
    const seen = units === null ? all : await listTasks(this.#ledger, plan, { after: 0, limit: ALL }, units);
    const watch = holds(by, plan.seats.office) ? await this.#watch(plan.id) : null;
    return { plan, tasks: all.items, seen: new Set(seen.items.map((task) => task.id)), watch };
  }

  async #watch(plan: PlanId): Promise<WatchView> {
    const status = await this.#parts.status();
    const { items, next: more } = await stuckView(this.#ledger, plan, { after: '', limit: FIRST }, status);
    return { status, stuck: items, isMore: more !== null };
  }
}

/** The answer to a form is a page to go and get. */
const SEE_OTHER = 303;
