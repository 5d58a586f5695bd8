import { whoIs } from '#ledger/sessions';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { LateLedger } from './late-ledger.ts';
import { isOutage } from '#ledger/outage';
import { Trouble } from './trouble.ts';
import { within } from './within.ts';
import { type Asked, COOKIE, OPEN } from './who.ts';

/** Finds out who asks. Routes are closed unless they say that they are open. */
/** Whoever asks for health and status must not wait for a database that has frozen. */
const DEADLINE_MS = 2_000;

@Injectable()
export class SessionGuard implements CanActivate {
  readonly #ledger: LateLedger;
  readonly #reflector: Reflector;

  constructor(ledger: LateLedger, reflector: Reflector) {
    this.#ledger = ledger;
    this.#reflector = reflector;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const open = this.#reflector.getAllAndOverride<boolean | undefined>(OPEN, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<Asked>();
    request.who = await this.#whoAsks(request, open === true);
    if (request.who === undefined && open !== true) throw new Trouble('notLoggedIn');
    return true;
  }

  async #whoAsks(request: Asked, open: boolean): Promise<Asked['who']> {
    const token = request.cookies[COOKIE];
    if (token === undefined || token === '') return undefined;
    try {
      const who = whoIs(this.#ledger, token);
      return await (open ? within(DEADLINE_MS, who) : who);
    } catch (cause) {
      // Health and status must answer while PostgreSQL is away; whoever asks is then nobody in particular.
      if (open && isOutage(cause)) return undefined;
      throw cause;
    }
  }
}
