import { status, type Status } from '#contract/status';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers } from './answers.ts';
import { LateLedger } from './late-ledger.ts';
import { Parts } from './parts.ts';
import { Open } from './who.ts';
import { within } from './within.ts';
import { z } from 'zod';

const fine = z.object({ status: z.literal('ok') }).meta({ id: 'Fine' });

/** A PostgreSQL that is frozen is as good as away. */
const DEADLINE_MS = 2_000;

/** The same under /api, for whoever reaches only that. */
@ApiTags('health')
@Open()
@Controller()
export class HealthController {
  readonly #ledger: LateLedger;
  readonly #parts: Parts;

  constructor(ledger: LateLedger, parts: Parts) {
    this.#ledger = ledger;
    this.#parts = parts;
  }

  @Get(['healthz', 'api/healthz'])
  @ApiOperation({ summary: 'The process lives' })
  @Answers(fine, 'it does')
  alive(): z.output<typeof fine> {
    return { status: 'ok' };
  }

  @Get(['readyz', 'api/readyz'])
  @ApiOperation({ summary: 'PostgreSQL answers: people can work' })
  @Answers(fine, 'they can')
  async ready(): Promise<z.output<typeof fine>> {
    await within(DEADLINE_MS, this.#ledger.ask('select 1'));
    return { status: 'ok' };
  }

  @Get(['status', 'api/status'])
  @ApiOperation({ summary: 'Every part with its version and delay, null when down' })
  @Answers(status, 'the parts')
  async status(): Promise<Status> {
    return this.#parts.status();
  }
}
