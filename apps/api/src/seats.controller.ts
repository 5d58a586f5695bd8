import { planId, unitId } from '#contract/ids';
import { momentText } from '#contract/moments';
import { page, type Page } from '#contract/page';
import {
  bouncedAddress,
  type BouncedAddressView,
  mailAddress,
  seat,
  seatSetting,
  type SeatSetting,
  type SeatView,
} from '#contract/seat';
import { post } from '#contract/session';
import { holds, type Post as PostName } from '#domain/actor';
import type { UnitId } from '#domain/unit';
import { clearBounced, readBounced, setSeat } from '#ledger/seats';
import type { Who } from '#ledger/sessions';
import { instant } from '#ledger/context';
import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers } from './answers.ts';
import { LateLedger } from './late-ledger.ts';
import { openPlan, type PlanDesk } from './plan-desk.ts';
import { Trouble } from './trouble.ts';
import { Asking } from './who.ts';

/** Who holds which post, and whose address letters come back from: the office's business. */
@ApiTags('posts')
@Controller('api/plans/:plan')
export class SeatsController {
  readonly #ledger: LateLedger;

  constructor(ledger: LateLedger) {
    this.#ledger = ledger;
  }

  @Put('posts/:unit/:post')
  @ApiOperation({ summary: 'Say who holds a post, and the last plan day on which he does (office only)' })
  @Answers(seat, 'the post as it is held now')
  async setSeat(
    @Asking() who: Who,
    @Param('plan', { schema: planId }) id: string,
    @Param('unit', { schema: unitId }) unit: UnitId,
    @Param('post', { schema: post }) name: PostName,
    @Body({ schema: seatSetting }) { login, until }: SeatSetting,
  ): Promise<SeatView> {
    const { plan, by } = await this.#officeOf(who, id);
    if (!(await setSeat(this.#ledger, plan.id, { unit, post: name, login, until }, by.person)))
      throw new Trouble('notFound');
    return { unit, post: name, login, until };
  }

  @Get('bounces')
  @ApiOperation({ summary: 'Addresses that letters came back from (office only)' })
  @Answers(page(bouncedAddress), 'addresses')
  async bounces(@Asking() who: Who, @Param('plan', { schema: planId }) id: string): Promise<Page<BouncedAddressView>> {
    const { plan } = await this.#officeOf(who, id);
    const items = await readBounced(this.#ledger, plan.id);
    return { items: items.map(({ since, ...rest }) => ({ ...rest, since: momentText(instant(since)) })), next: null };
  }

  @Delete('bounces/:address')
  @HttpCode(204)
  @ApiOperation({ summary: 'Believe in an address again (office only)' })
  async clear(
    @Asking() who: Who,
    @Param('plan', { schema: planId }) id: string,
    @Param('address', { schema: mailAddress }) address: string,
  ): Promise<void> {
    const { plan, by } = await this.#officeOf(who, id);
    if (!(await clearBounced(this.#ledger, plan.id, address, by.person))) throw new Trouble('notFound');
  }

  async #officeOf(who: Who, id: string): Promise<PlanDesk> {
    const desk = await openPlan(this.#ledger, who, id);
    if (!holds(desk.by, desk.plan.seats.office)) throw new Trouble('notYours');
    return desk;
  }
}
