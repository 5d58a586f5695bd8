import { type LogIn, logIn, me, type Me } from '#contract/session';
import { whoIs, type Who } from '#ledger/sessions';
import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers } from './answers.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { LateLedger } from './late-ledger.ts';
import { Trouble } from './trouble.ts';
import { type Asked, Asking, COOKIE, Open } from './who.ts';

@ApiTags('session')
@Controller('api')
export class SessionController {
  readonly #doorkeeper: Doorkeeper;
  readonly #ledger: LateLedger;

  constructor(doorkeeper: Doorkeeper, ledger: LateLedger) {
    this.#doorkeeper = doorkeeper;
    this.#ledger = ledger;
  }

  @Open()
  @Post('session')
  @HttpCode(200)
  @ApiOperation({ summary: 'Log in: sets the session cookie' })
  @Answers(me, 'who has logged in')
  async open(
    @Body({ schema: logIn }) given: LogIn,
    @Req() request: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const token = await this.#doorkeeper.letIn(given, request.ip, reply);
    const who = await whoIs(this.#ledger, token);
    if (who === undefined) throw new Trouble('notLoggedIn');
    return meOf(who);
  }

  @Open()
  @Delete('session')
  @HttpCode(204)
  @ApiOperation({ summary: 'Log out' })
  @ApiNoContentResponse({ description: 'the session has ended, if there was one' })
  async close(@Req() request: Asked, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.#doorkeeper.letOut(request.cookies[COOKIE], reply);
  }

  @Get('me')
  @ApiOperation({ summary: 'Who I am, and the posts I hold today' })
  @Answers(me, 'who asks')
  me(@Asking() who: Who): Me {
    return meOf(who);
  }
}

const meOf = ({ person, login, name, chairs }: Who): Me => ({
  person,
  login,
  name,
  chairs: chairs.map(({ plan, unit, unitName, post }) => ({ plan, unit: { id: unit, name: unitName }, post })),
});
