import { fileNumber, taskId } from '#contract/ids';
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
import { readEvidence } from '#ledger/queries/read-evidence';
import { readEvents } from '#ledger/queries/read-events';
import type { Who } from '#ledger/sessions';
import type { FileStore } from '#evidence/file-store';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers } from './answers.ts';
import { answerFile } from './download.ts';
import { FILES } from './files.ts';
import { LateLedger } from './late-ledger.ts';
import { isSeen } from './rights.ts';
import { agendaView, obligationsView, openTask, taskView, type TaskView } from './task-desk.ts';
import { Trouble } from './trouble.ts';
import { Asking } from './who.ts';

@ApiTags('tasks')
@Controller('api/tasks/:id')
export class TasksController {
  readonly #ledger: LateLedger;
  readonly #files: FileStore;

  constructor(ledger: LateLedger, @Inject(FILES) files: FileStore) {
    this.#ledger = ledger;
    this.#files = files;
  }

  @Get()
  @ApiOperation({ summary: 'One task with the orders I may give; a refused one says why' })
  @Answers(task, 'the task')
  async task(@Asking() who: Who, @Param('id', { schema: taskId }) id: string): Promise<TaskView> {
    return taskView(this.#ledger, await openTask(this.#ledger, who, id));
  }

  @Get('evidence/:n/file')
  @ApiOperation({ summary: 'The file behind a piece of evidence of an assignment I may see' })
  @ApiProduces('application/octet-stream')
  async file(
    @Asking() who: Who,
    @Param('id', { schema: taskId }) id: string,
    @Param('n', { schema: fileNumber }) n: number,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { sight, state } = await openTask(this.#ledger, who, id);
    const file = (await readEvidence(this.#ledger, state)).find((one) => one.n === n);
    if (file === undefined || !isSeen(sight, file.assignment)) throw new Trouble('notFound');
    await answerFile(reply, this.#files, file);
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
