import { type Uploaded, uploaded } from '#contract/upload';
import { EmptyFile, type FileStore, FileTooLarge, type StoredFile } from '#evidence/file-store';
import type { Who } from '#ledger/sessions';
import { addUpload, mayUpload } from '#ledger/uploads';
import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers } from './answers.ts';
import { receiveFile, type SentFile } from './evidence-form.ts';
import { FILES } from './files.ts';
import { wrong } from './form.ts';
import { LateLedger } from './late-ledger.ts';
import { Trouble } from './trouble.ts';
import { actorIn, Asking } from './who.ts';

const form = {
  type: 'object',
  required: ['plan', 'file'],
  properties: {
    plan: { type: 'string', description: 'the plan in which I hold a post; before the file' },
    file: { type: 'string', format: 'binary', description: 'at most 50 MB, not empty' },
  },
};

@ApiTags('evidence')
@Controller('api/uploads')
export class UploadsController {
  readonly #ledger: LateLedger;
  readonly #files: FileStore;

  constructor(ledger: LateLedger, @Inject(FILES) files: FileStore) {
    this.#ledger = ledger;
    this.#files = files;
  }

  @Post()
  @HttpCode(200)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: form })
  @ApiOperation({ summary: 'Bring in one file, to be named by an order of my own units' })
  @Answers(uploaded, 'the upload')
  async upload(@Asking() who: Who, @Req() request: FastifyRequest): Promise<Uploaded> {
    // Nobody else's form is even read.
    if (who.chairs.length === 0) throw new Trouble('notYours');
    return receiveFile(request, (file) => this.#take(who, file));
  }

  async #take(who: Who, { plan, name, bytes }: SentFile): Promise<Uploaded> {
    const { person, chairs } = actorIn(who, plan);
    if (chairs.length === 0) throw new Trouble('notYours');
    if (!(await mayUpload(this.#ledger, person))) throw new Trouble('uploadsSpent');
    const stored = await keep(this.#files, bytes);
    const units = [...new Set(chairs.map(({ unit }) => unit))];
    const upload = await addUpload(this.#ledger, plan, { by: person, units, name, ...stored });
    if (upload === null) throw new Trouble('uploadsSpent');
    return { upload: upload.id, name, ...stored };
  }
}

const keep = async (files: FileStore, bytes: AsyncIterable<Uint8Array>): Promise<StoredFile> => {
  try {
    return await files.put(bytes);
  } catch (cause) {
    if (cause instanceof FileTooLarge) throw new Trouble('fileTooLarge');
    if (cause instanceof EmptyFile) throw wrong('file', '文件是空的', 'the file is empty');
    throw cause;
  }
};
