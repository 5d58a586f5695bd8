import { inboxEntry, type InboxEntry, inboxQuery, type InboxQuery } from '#contract/inbox';
import { type Page, page } from '#contract/page';
import { readInbox } from '#ledger/queries/read-inbox';
import type { Who } from '#ledger/sessions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers } from './answers.ts';
import { LateLedger } from './late-ledger.ts';
import { Asking } from './who.ts';

@ApiTags('inbox')
@Controller('api/inbox')
export class InboxController {
  readonly #ledger: LateLedger;

  constructor(ledger: LateLedger) {
    this.#ledger = ledger;
  }

  @Get()
  @ApiOperation({ summary: 'What my units owe, soonest first' })
  @Answers(page(inboxEntry), 'what is owed')
  async inbox(@Asking() who: Who, @Query({ schema: inboxQuery }) query: InboxQuery): Promise<Page<InboxEntry>> {
    return readInbox(this.#ledger, who.person, query);
  }
}
