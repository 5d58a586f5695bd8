import { z } from 'zod';
import { levels } from './log.ts';
import { isNetwork } from './scrape.ts';
import { shown } from './shown.ts';

/** What every process asks of its surroundings so that it can be watched. */
export const watchSettings = {
  LOG_LEVEL: z.enum(levels, `one of ${levels.join(', ')}`).default('info'),
  /** Who may read the figures besides this machine. */
  METRICS_NETWORKS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()])))
    .refine((all) => all.every(isNetwork), 'networks separated by commas, such as 10.0.0.0/8'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, '16 to 200 letters, digits and signs of ASCII, without blanks')
    .optional(),
};

/**
 * Reads the environment; a variable set to nothing is one that is not set. Throws an Error whose message names each wrong
 * variable, what it holds and what is allowed; of secrets it tells only the length, of an address no password.
 */
export const readSettings = <S extends z.ZodObject>(schema: S, env: NodeJS.ProcessEnv): z.output<S> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `${name} holds ${shown(name, given[name])}; allowed is ${issue.message}`;
  });
  throw new Error(wrong.join('\n'));
};
