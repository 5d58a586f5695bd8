import { taskId } from '#contract/ids';
import { type Page, page } from '#contract/page';
import {
  agendaLine,
  type AgendaLine,
  event,
  eventQuery,
  type EventView,
  obligation,
  type ObligationView,
  task,
} from '#contract/task';
import { readEvents } from '#ledger/queries/read-events';
import type { Who } from '#ledger/sessions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answers } from './answers.ts';
import { LateLedger } from './late-ledger.ts';
import { agendaView, obligationsView, openTask, taskView, type TaskView } from './task-desk.ts';
import { Asking } from './who.ts';

@ApiTags('tasks')
@Controller('api/tasks/:id')
export class TasksController {
  readonly #ledger: LateLedger;

  constructor(ledger: LateLedger) {
    this.#ledger = ledger;
  }

  @Get()
  @ApiOperation({ summary: 'One task with the orders I may give; a refused one says why' })
  @Answers(task, 'the task')
  async task(@Asking() who: Who, @Param('id', { schema: taskId }) id: string): Promise<TaskView> {
    return taskView(await openTask(this.#ledger, who, id));
  }

  @Get('events')
  @ApiOperation({ summary: 'What has become true, in order' })
  @Answers(page(event), 'facts')
  async events(
    @Asking() who: Who,
    @Param('id', { schema: taskId }) id: string,
    @Query({ schema: eventQuery }) query: { readonly after: number; readonly limit: number },
  ): Promise<Page<EventView>> {
    const { sight } = await openTask(this.#ledger, who, id);
    return readEvents(this.#ledger, id, query, sight.sees === 'own' ? sight.assignments : null);
  }

  @Get('agenda')
  @ApiOperation({ summary: 'What the system will do by itself if nobody acts' })
  @Answers(page(agendaLine), 'lines, earliest first')
  async agenda(@Asking() who: Who, @Param('id', { schema: taskId }) id: string): Promise<Page<AgendaLine>> {
    return { items: agendaView(await openTask(this.#ledger, who, id)), next: null };
  }

  @Get('obligations')
  @ApiOperation({ summary: 'Who owes what by when' })
  @Answers(page(obligation), 'obligations, soonest first')
  async obligations(@Asking() who: Who, @Param('id', { schema: taskId }) id: string): Promise<Page<ObligationView>> {
    return { items: obligationsView(await openTask(this.#ledger, who, id)), next: null };
  }
}
