import { readSettings, watchSettings } from '#watch/settings';
import { z } from 'zod';

const web = z.url({ protocol: /^https?$/, error: 'an address http://host:port' });
const PORTS = 'a whole number from 0 to 65535';
const HOSTS = 'hosts as in the Host header, separated by commas: host or host:port';

/** The api's surroundings. Each variable says what it is for when it is wrong. */
const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'an address postgres://user:password@host:port/database' }),
  /**
   * The folder of evidence. It has no default: with one, a container would keep what must last for years in a folder of its own,
   * and nobody would notice before it was gone.
   */
  EVIDENCE_DIR: z.string({ error: 'a folder that the api may write' }),
  /** 0 takes any free port: for tests. */
  PORT: z.coerce.number({ error: PORTS }).int(PORTS).min(0, PORTS).max(65_535, PORTS).default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'an address of this machine to listen on')
    .default('127.0.0.1'),
  /** Where people reach the page: links, the cookie's Secure flag and the allowed host follow from it. */
  PAGE_URL: web.optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[\w.-]+:\d{1,5}$/, 'an address host:port')
    .default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().min(1).max(200).default('duban'),
  TEMPORAL_UI_URL: web.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'an address smtp://user:password@host:port' }).optional(),
  MAIL_PAGE_URL: web.optional(),
  ...watchSettings,
  /** Further names by which this server may be called. */
  ALLOWED_HOSTS: z
    .string()
    .regex(/^[\w.:,\s-]*$/, HOSTS)
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter((host) => host !== ''),
    ),
});

export type Config = z.output<typeof schema>;
export const CONFIG = Symbol('config');

/** Reads the environment; throws an Error whose message names each wrong variable, what it holds and what is allowed. */
export const readConfig = (env: NodeJS.ProcessEnv): Config => readSettings(schema, env);
