import { shown } from '#watch/shown';
import { constants, accessSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { Obstacle } from './obstacle.ts';

/** What the environment may set; everything has a default, so that plain `npm start` works. */
export interface Config {
  /** Where data, logs and addresses are kept. */
  readonly home: string;
  readonly demoPassword: string | null;
  /** An own PostgreSQL, as owner; null starts one. */
  readonly databaseUrl: string | null;
  /** An own Temporal; null starts one. */
  readonly temporalAddress: string | null;
  readonly temporalCli: string | null;
  /** An own mail server; null starts the catcher. */
  readonly smtpUrl: string | null;
  /** The page's port, when it is free. */
  readonly port: number;
}

const isUrl = (text: string, protocols: readonly string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname !== '';

const isRunnable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

const hasDatabase = (text: string): boolean => new URL(text).pathname.length > 1;

/** One line per variable: its check, and the sentence that says what is allowed. */
const variables = {
  DUBAN_HOME: {
    schema: z.string().refine((path) => !path.includes('\0') && resolve(path) !== '/' && !isFile(path)),
    allowed: 'the path of a folder (it is made when it is missing), other than the root folder',
  },
  DUBAN_DEMO_PASSWORD: {
    schema: z.string().regex(/^[\x21-\x7e]{8,128}$/),
    allowed: '8 to 128 letters, digits and signs of ASCII, without blanks',
  },
  DATABASE_URL: {
    schema: z.string().refine((text) => isUrl(text, ['postgres:', 'postgresql:']) && hasDatabase(text)),
    allowed: 'postgres://owner:password@host:port/database, of a role that may create roles and a schema',
  },
  TEMPORAL_ADDRESS: {
    schema: z.string().regex(/^[\w.-]+:\d{1,5}$|^\[[\da-fA-F:]+\]:\d{1,5}$/),
    allowed: 'host:port of a Temporal frontend, such as 127.0.0.1:7233',
  },
  TEMPORAL_CLI: {
    schema: z.string().refine(isRunnable),
    allowed: 'the path of an executable `temporal` (1.9 or newer)',
  },
  SMTP_URL: {
    schema: z.string().refine((text) => isUrl(text, ['smtp:', 'smtps:'])),
    allowed: 'smtp://host:port or smtps://user:password@host:port',
  },
  DUBAN_PORT: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .refine((port) => port >= 1 && port <= 65_535),
    allowed: 'a port number from 1 to 65535',
  },
} as const;

/** Reads the environment. Throws an Obstacle that names each wrong variable, what it holds and what is allowed. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>, root: string): Config => {
  const wrong: string[] = [];
  const read = <Value>(name: keyof typeof variables, schema: z.ZodType<Value>): Value | null => {
    const held = env[name];
    // `DUBAN_PORT= npm start` means "not set".
    if (held === undefined || held === '') return null;
    const parsed = schema.safeParse(held);
    if (parsed.success) return parsed.data;
    wrong.push(`${name} is ${shown(name, held)}; allowed is ${variables[name].allowed}.`);
    return null;
  };
  const config: Config = {
    home: resolve(root, read('DUBAN_HOME', variables.DUBAN_HOME.schema) ?? '.duban'),
    demoPassword: read('DUBAN_DEMO_PASSWORD', variables.DUBAN_DEMO_PASSWORD.schema),
    databaseUrl: read('DATABASE_URL', variables.DATABASE_URL.schema),
    temporalAddress: read('TEMPORAL_ADDRESS', variables.TEMPORAL_ADDRESS.schema),
    temporalCli: read('TEMPORAL_CLI', variables.TEMPORAL_CLI.schema),
    smtpUrl: read('SMTP_URL', variables.SMTP_URL.schema),
    port: read('DUBAN_PORT', variables.DUBAN_PORT.schema) ?? 3000,
  };
  if (wrong.length > 0) throw new Obstacle(wrong.join('\n'));
  return config;
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
