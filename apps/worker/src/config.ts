import { existsSync } from 'node:fs';
import { z } from 'zod';

const address = /^[\w.-]+:\d{1,5}$/;

/** The worker's surroundings. Each variable says what it is for when it is wrong. */
const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'an address postgres://user:password@host:port/database' }),
  TEMPORAL_ADDRESS: z.string().regex(address, 'an address host:port').default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().min(1).max(200).default('duban'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'an address smtp://user:password@host:port' }),
  /** A certificate authority of one's own that signs the relay's certificate, as a PEM file. */
  SMTP_CA_FILE: z
    .string()
    .refine((file) => existsSync(file), 'a file that can be read')
    .optional(),
  /** Where letters can be looked up after an unknown outcome: only a catcher has that. */
  MAIL_LOG_URL: z.url({ protocol: /^https?$/, error: 'an address http://host:port' }).optional(),
  MAIL_FROM: z.string().min(3).max(200).default('督办 <duban@duban.example>'),
  /** The page that links in letters lead to. */
  PAGE_URL: z.url({ protocol: /^https?$/, error: 'an address http://host:port' }).default('http://127.0.0.1:3000'),
});

export type Config = z.output<typeof schema>;
export const CONFIG = Symbol('config');

/** Reads the environment; throws an Error whose message names each wrong variable, what it holds and what is allowed. */
export const readConfig = (env: NodeJS.ProcessEnv): Config => {
  const read = schema.safeParse(env);
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `${name} holds ${env[name] === undefined ? 'nothing' : `"${env[name]}"`}; allowed is ${issue.message}`;
  });
  throw new Error(wrong.join('\n'));
};
