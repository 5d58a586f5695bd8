import { idempotencyKey } from '#contract/ids';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Trouble } from './trouble.ts';

/** The key by which an order is remembered; without one it is not taken. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const read = idempotencyKey.safeParse(context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key']);
  if (!read.success) throw new Trouble('noKey');
  return read.data;
});
