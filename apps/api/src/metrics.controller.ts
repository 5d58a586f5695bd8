import { mayRead, type Scrape } from '#watch/scrape';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from './config.ts';
import { Trouble } from './trouble.ts';
import { Open } from './who.ts';
import { type Watch, WATCH } from './watch.ts';

/** The figures, for a Prometheus: of this machine, of a network that was named, or with the token. They have no content of any task. */
@ApiExcludeController()
@Open()
@Controller()
export class MetricsController {
  readonly #watch: Watch;
  readonly #mayRead: (scrape: Scrape) => boolean;

  constructor(@Inject(WATCH) watch: Watch, @Inject(CONFIG) config: Config) {
    this.#watch = watch;
    this.#mayRead = mayRead({ networks: config.METRICS_NETWORKS, token: config.METRICS_TOKEN ?? null });
  }

  @Get('metrics')
  async metrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.#mayRead({ from: request.socket.remoteAddress, headers: request.headers })) throw new Trouble('notYours');
    const { type, body } = await this.#watch.metrics.text();
    await reply.type(type).send(body);
  }
}
