import { readSettings, watchSettings } from '#watch/settings';
import { existsSync } from 'node:fs';
import { z } from 'zod';

const address = /^[\w.-]+:\d{1,5}$/;

export const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'an address postgres://user:password@host:port/database',
});
export const temporalAddress = z.string().regex(address, 'an address host:port');
export const temporalNamespace = z.string().min(1).max(200).default('duban');

/** The worker's surroundings. Each variable says what it is for when it is wrong. */
const schema = z.object({
  DATABASE_URL: databaseUrl,
  TEMPORAL_ADDRESS: temporalAddress.default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: temporalNamespace,
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'an address smtp://user:password@host:port' }),
  /** A certificate authority of one's own that signs the relay's certificate, as a PEM file. */
  SMTP_CA_FILE: z
    .string()
    .refine((file) => existsSync(file), 'a file that can be read')
    .optional(),
  /** Where letters can be looked up after an unknown outcome: only a catcher has that. */
  MAIL_LOG_URL: z.url({ protocol: /^https?$/, error: 'an address http://host:port' }).optional(),
  MAIL_FROM: z.string().min(3).max(200).default('督办 <duban@duban.example>'),
  /** The mailbox to which letters come back, each to an address of its own made from it; the relay routes it to BOUNCE_SMTP_LISTEN. */
  MAIL_BOUNCE_TO: z.email({ error: 'an address bounces@host' }).optional(),
  /** Signs the addresses that letters come back to; anything, as long as it stays the same. */
  MAIL_BOUNCE_SECRET: z.string().min(16, 'at least 16 characters').max(200).optional(),
  /** Where the worker takes delivery reports by SMTP. */
  BOUNCE_SMTP_LISTEN: z.string().regex(address, 'an address host:port').optional(),
  /** The page that links in letters lead to. */
  PAGE_URL: z.url({ protocol: /^https?$/, error: 'an address http://host:port' }).default('http://127.0.0.1:3000'),
  ...watchSettings,
  /** Where the figures can be read; nowhere when it is not set. */
  METRICS_LISTEN: z
    .string()
    .regex(/^([\w.-]+|\[[\da-fA-F:]+\]):\d{1,5}$/, 'an address of this machine, host:port')
    .transform((text) => {
      const at = text.lastIndexOf(':');
      return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
    })
    .optional(),
});

/** What is of no use without another variable. */
const needs = [
  ['MAIL_BOUNCE_TO', 'MAIL_BOUNCE_SECRET'],
  ['BOUNCE_SMTP_LISTEN', 'MAIL_BOUNCE_TO'],
] as const;

export type Config = z.output<typeof schema>;
export const CONFIG = Symbol('config');

/** Reads the environment; throws an Error whose message names each wrong variable, what it holds and what is allowed. */
export const readConfig = (env: NodeJS.ProcessEnv): Config => {
  const config = readSettings(schema, env);
  for (const [variable, other] of needs)
    if (config[variable] !== undefined && config[other] === undefined)
      throw new Error(`${other} holds nothing; ${variable} needs it`);
  return config;
};
