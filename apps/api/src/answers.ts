import { problem } from '#contract/problem';
import { applyDecorators } from '@nestjs/common';
import { ApiDefaultResponse, ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** Says in the API's description what a route answers; every error is a problem. */
export const Answers = (schema: z.ZodType, description: string): MethodDecorator =>
  applyDecorators(
    ApiResponse({ status: 200, standardSchema: schema, description }),
    ApiDefaultResponse({ standardSchema: problem, description: 'application/problem+json' }),
  );

/** The header that makes an order safe to repeat. */
export const NeedsKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: '8–100 of letters, digits, _ . : - ; the same key with the same body gives the first answer again',
    schema: { type: 'string', minLength: 8, maxLength: 100 },
  });
