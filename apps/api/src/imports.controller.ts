import { mainlandChina } from '#calendar/mainland-china';
import { type PlanImported, planImport, planImported } from '#contract/plan-import';
import { importPlan } from '#ledger/import-plan';
import { revisionView } from '#ledger/revision-view';
import type { Who } from '#ledger/sessions';
import type { UnitId } from '#domain/unit';
import { contentOf } from '#plan/content';
import { loadPack, loadPacks, PackError, packFor } from '#plan/packs';
import { PlanError, readPlan } from '#plan/read-plan';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers } from './answers.ts';
import { readDocument } from './document-form.ts';
import { LateLedger } from './late-ledger.ts';
import { Trouble } from './trouble.ts';
import { troubleOf } from './validation.ts';
import { Asking } from './who.ts';

const integer = { type: 'integer' };
const form = {
  type: 'object',
  required: ['document'],
  properties: {
    document: { type: 'string', format: 'binary', description: 'UTF-8 or GB18030, less than 20 MB' },
    pack: { type: 'string', description: 'slug of the pack that reads it; found by its title otherwise' },
    as: { type: 'string', description: "the plan's id, when it is not the pack's" },
    tasks: { ...integer, description: 'how many tasks it has, if not as many as the pack says' },
    indicators: { ...integer, description: 'how many indicators it has, likewise' },
    sections: { ...integer, description: 'how many sections its tasks stand in, likewise' },
  },
};

@ApiTags('plans')
@Controller('api/plans')
export class ImportsController {
  readonly #ledger: LateLedger;

  constructor(ledger: LateLedger) {
    this.#ledger = ledger;
  }

  @Post()
  @HttpCode(200)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: form })
  @ApiOperation({
    summary:
      'Import a plan document as drafts, all of it or nothing; of a plan that is there, record what it would change',
  })
  @Answers(planImported, 'what became of it')
  async import(@Asking() who: Who, @Req() request: FastifyRequest): Promise<PlanImported> {
    const packs = await loadPacks();
    // Nobody else's upload is even read.
    if (!packs.some(({ seats }) => holdsIn(who, seats.office))) throw new Trouble('notYours');
    const { document, fields } = await readDocument(request);
    const parsed = planImport.safeParse(fields);
    if (!parsed.success) throw troubleOf(parsed.error.issues);
    const { pack: named, ...declared } = parsed.data;
    const pack = await understood(() => (named === undefined ? packFor(document, packs) : loadPack(named)));
    // A plan is imported by its own office: of a new one, by whoever is that office in another.
    if (!holdsIn(who, pack.seats.office)) throw new Trouble('notYours');
    const reading = await understood(() => readPlan(document, pack, declared));
    const done = await importPlan(
      this.#ledger,
      {
        ...contentOf(reading, pack, document),
        calendar: mainlandChina,
        clock: { start: null, rate: 1, mayPlay: false },
      },
      { by: who.person },
    );
    if (done.verdict === 'taken') throw new Trouble('planTaken');
    const { counts } = reading;
    return {
      verdict: done.verdict,
      plan: reading.id,
      encoding: reading.encoding,
      tasks: counts.tasks,
      indicators: counts.indicators,
      questions: counts.questions,
      blocking: counts.blocking,
      people: done.verdict === 'revised' ? null : done.people,
      revision: done.verdict === 'revised' ? revisionView(done.revision, done.units) : null,
    };
  }
}

const holdsIn = (who: Who, office: UnitId): boolean => who.chairs.some(({ unit }) => unit === office);

/** Says of a document that cannot be read where and why, and of a pack that it is not known. */
const understood = async <T>(work: () => T | Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof PackError)
      throw new Trouble('invalid', { errors: [{ field: 'pack', message: cause.zh, messageEn: cause.en }] });
    if (!(cause instanceof PlanError)) throw cause;
    const { place, zh, en } = cause;
    throw new Trouble('badDocument', { errors: [{ field: 'document', ...place, message: zh, messageEn: en }] });
  }
};
