import type { Actor } from '#domain/actor';
import type { PlanId } from '#domain/task';
import type { Who } from '#ledger/sessions';
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Trouble } from './trouble.ts';

/** The cookie that carries a session's token. */
export const COOKIE = 'duban_session';

/** A request after the session guard: who asks is known, or nobody in particular does. */
export interface Asked extends FastifyRequest {
  who?: Who | undefined;
}

/** A person as the regulation sees it: the posts held in one plan. */
export type Person = Exclude<Actor, 'clock'>;

/** Routes that answer anybody. */
export const OPEN = 'open';
export const Open = (): ReturnType<typeof SetMetadata> => SetMetadata(OPEN, true);

/** Who asks; on open routes nobody may be there. */
export const MaybeWho = createParamDecorator(
  (_: unknown, context: ExecutionContext): Who | undefined => context.switchToHttp().getRequest<Asked>().who,
);

/** Who asks, on routes that are not open. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): Who => {
  const { who } = context.switchToHttp().getRequest<Asked>();
  if (who === undefined) throw new Trouble('notLoggedIn');
  return who;
});

/** The same unit id may stand in two plans: an actor has the posts of the plan that is spoken of, and no others. */
export const actorIn = (who: Who, plan: PlanId | string): Person => ({
  person: who.person,
  chairs: who.chairs.filter((chair) => chair.plan === plan).map(({ unit, post }) => ({ unit, post })),
  home: who.home,
});
