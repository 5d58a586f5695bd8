import { personCommand } from '#contract/command';
import { taskId } from '#contract/ids';
import { type OrderAnswer, orderAnswer, type OrderList, orderList, orderResult } from '#contract/order';
import { type Page, page } from '#contract/page';
import type { Problem } from '#contract/problem';
import type { PersonCommand } from '#domain/command';
import { obey } from '#ledger/obey';
import { planOf, readPlan } from '#ledger/queries/read-plan';
import type { Who } from '#ledger/sessions';
import type { Tracing } from '#watch/tracing';
import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, NeedsKey } from './answers.ts';
import { IdempotencyKey } from './idempotency-key.ts';
import { LateLedger } from './late-ledger.ts';
import { isOutage } from '#ledger/outage';
import { lookupOf } from './plan-desk.ts';
import { isBroken, problemOf } from './problem.filter.ts';
import { Denied, Trouble } from './trouble.ts';
import { type Watch, WATCH } from './watch.ts';
import { actorIn, Asking } from './who.ts';

@ApiTags('orders')
@Controller('api')
export class OrdersController {
  readonly #ledger: LateLedger;

  readonly #tracing: Tracing;

  constructor(ledger: LateLedger, @Inject(WATCH) { tracing }: Watch) {
    this.#ledger = ledger;
    this.#tracing = tracing;
  }

  @Post('tasks/:id/orders')
  @HttpCode(200)
  @NeedsKey()
  @ApiOperation({ summary: 'Give one order; the same key gives the first answer again' })
  @Answers(orderAnswer, 'how far the task has come, and what the order made true')
  async one(
    @Asking() who: Who,
    @Param('id', { schema: taskId }) id: string,
    @Body({ schema: personCommand }) command: PersonCommand,
    @IdempotencyKey() key: string,
  ): Promise<OrderAnswer> {
    return this.#obey(who, id, command, key);
  }

  @Post('orders')
  @HttpCode(200)
  @NeedsKey()
  @ApiOperation({ summary: 'Give many orders; each has its own result, its key is the call’s key and its position' })
  @Answers(page(orderResult), 'one result per order, in the same sequence')
  async many(
    @Asking() who: Who,
    @Body({ schema: orderList }) { orders }: OrderList,
    @IdempotencyKey() key: string,
  ): Promise<Page<OrderResult>> {
    const items: OrderResult[] = [];
    let away: Attempt | null = null;
    for (const [position, { task, command }] of orders.entries()) {
      // Once PostgreSQL is away every further order would only wait for the same answer.
      const attempt: Attempt = away ?? (await this.#attempt(who, task, command, `${key}.${position}`));
      if (isOutage(attempt.cause)) away = attempt;
      items.push({ task, ...(attempt.answer ? { status: 200, ...attempt.answer } : problemOf(attempt.cause)) });
    }
    return { items, next: null };
  }

  async #attempt(who: Who, task: string, command: PersonCommand, key: string): Promise<Attempt> {
    try {
      return { answer: await this.#obey(who, task, command, key) };
    } catch (cause) {
      // One order that is refused does not stop the others; a bug stops them all.
      if (isBroken(cause)) throw cause;
      return { cause };
    }
  }

  async #obey(who: Who, task: string, command: PersonCommand, key: string): Promise<OrderAnswer> {
    const plan = planOf(task);
    const obeyed = await this.#tracing.part(`order ${command.kind}`, { 'duban.task': task }, () =>
      obey(this.#ledger, task, { by: actorIn(who, plan), command }, key),
    );
    if (obeyed.verdict === 'accepted') return { seq: obeyed.seq, facts: [...obeyed.facts] };
    if (obeyed.verdict === 'noSuchTask') throw new Trouble('notFound');
    if (obeyed.verdict === 'keyReused') throw new Trouble('keyReused');
    const known = await readPlan(this.#ledger, plan);
    throw new Denied(obeyed.refusal, known ? lookupOf(known) : (id) => ({ name: id, nameEn: id }));
  }
}

type OrderResult = { readonly task: string } & ((OrderAnswer & { readonly status: number }) | Problem);

interface Attempt {
  readonly answer?: OrderAnswer;
  readonly cause?: unknown;
}
