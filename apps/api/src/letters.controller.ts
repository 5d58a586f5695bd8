import { letterAgain, type LetterAgain, letterId } from '#contract/letter';
import { holds } from '#domain/actor';
import { planOfLetter, sendAgain } from '#ledger/send-again';
import type { Who } from '#ledger/sessions';
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers, NeedsKey } from './answers.ts';
import { IdempotencyKey } from './idempotency-key.ts';
import { LateLedger } from './late-ledger.ts';
import { openPlan } from './plan-desk.ts';
import { Denied, Trouble } from './trouble.ts';
import { Asking } from './who.ts';

/** All is said by the address; JSON it must be, so that no foreign form can send it. */
const EMPTY = { type: 'object', properties: {} };

@ApiTags('letters')
@Controller('api/letters')
export class LettersController {
  readonly #ledger: LateLedger;

  constructor(ledger: LateLedger) {
    this.#ledger = ledger;
  }

  @Post(':id/again')
  @HttpCode(200)
  @ApiBody({ schema: EMPTY })
  @NeedsKey()
  @ApiOperation({ summary: 'Send a doubtful or refused letter once more, under its own Message-ID (office only)' })
  @Answers(letterAgain, 'the letter waits to be sent')
  async again(
    @Asking() who: Who,
    @Param('id', { schema: letterId }) letter: number,
    @IdempotencyKey() key: string,
  ): Promise<LetterAgain> {
    const id = await planOfLetter(this.#ledger, letter);
    if (id === undefined) throw new Trouble('notFound');
    const { plan, by, named } = await openPlan(this.#ledger, who, id);
    if (!holds(by, plan.seats.office)) throw new Trouble('notYours');
    const done = await sendAgain(this.#ledger, { plan: plan.id, letter }, by.person, key);
    if (done.verdict === 'keyReused') throw new Trouble('keyReused');
    if (done.verdict === 'notOpen') throw new Denied({ why: 'letterNotOpen', state: done.state }, named);
    return { letter, state: 'waiting' };
  }
}
