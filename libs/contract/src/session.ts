import { type Post, posts } from '#domain/actor';
import { z } from 'zod';
import { personId, planId, unitName } from './ids.ts';
import { line } from './text.ts';

/** Logging in. A password has at least one character and at most 200: longer ones only cost time to hash. */
export const logIn = z.strictObject({ login: line(100), password: z.string().min(1).max(200) }).meta({ id: 'LogIn' });
export type LogIn = z.output<typeof logIn>;

export const post = z.enum(posts) satisfies z.ZodType<Post>;

/** Who is asking, and the posts held today. */
export const me = z
  .object({
    person: personId,
    login: z.string(),
    name: z.string(),
    chairs: z.array(z.object({ plan: planId, unit: unitName, post })),
  })
  .meta({ id: 'Me' });
export type Me = z.output<typeof me>;
