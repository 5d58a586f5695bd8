import { planId } from '#contract/ids';
import { type Page, page } from '#contract/page';
import { stuckItem, type StuckItem, stuckQuery, type StuckQuery } from '#contract/stuck';
import { holds } from '#domain/actor';
import type { Who } from '#ledger/sessions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers } from './answers.ts';
import { LateLedger } from './late-ledger.ts';
import { Parts } from './parts.ts';
import { openPlan } from './plan-desk.ts';
import { stuckView } from './stuck-desk.ts';
import { Trouble } from './trouble.ts';
import { Asking } from './who.ts';

@ApiTags('plans')
@Controller('api/plans')
export class StuckController {
  readonly #ledger: LateLedger;
  readonly #parts: Parts;

  constructor(ledger: LateLedger, parts: Parts) {
    this.#ledger = ledger;
    this.#parts = parts;
  }

  @Get(':plan/stuck')
  @ApiOperation({ summary: 'What does not go on by itself, since when, why, and what to do about it (office only)' })
  @Answers(page(stuckItem), 'what is stuck, longest first')
  async stuck(
    @Asking() who: Who,
    @Param('plan', { schema: planId }) id: string,
    @Query({ schema: stuckQuery }) query: StuckQuery,
  ): Promise<Page<StuckItem>> {
    const { plan, by } = await openPlan(this.#ledger, who, id);
    if (!holds(by, plan.seats.office)) throw new Trouble('notYours');
    return stuckView(this.#ledger, plan.id, query, await this.#parts.status());
  }
}
