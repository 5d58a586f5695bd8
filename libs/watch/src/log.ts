import { destination, type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { clean, isError, masked } from './clean.ts';
import { pretty } from './pretty.ts';

export const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type Level = (typeof levels)[number];

/** Fields of a line: ids, kinds, days, numbers. What looks like more than that is taken out. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * The log of one process: a JSON line per event. It has the shape of Nest's `LoggerService`, so that whoever speaks in
 * sentences can use it too; `quiet` is for Nest itself, whose account of every route is of use to nobody but its authors.
 */
export class Log {
  readonly #pino: Logger;
  readonly #said: Level;

  private constructor(inner: Logger, said: Level) {
    this.#pino = inner;
    this.#said = said;
  }

  /** `to` is standard output unless it is given; there a terminal gets lines for people. */
  static open(app: string, { level, to }: { readonly level: Level; readonly to?: DestinationStream }): Log {
    // Written at once: what was said before a crash must be there after it. A line costs some microseconds.
    const stream = to ?? (process.stdout.isTTY ? pretty(process.stdout) : destination({ fd: 1, sync: true }));
    const options = {
      level,
      base: { app },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
    };
    return new Log(pino(options, stream), 'info');
  }

  static readonly silent: Log = new Log(pino({ level: 'silent' }), 'info');

  /** Something that happened, by its name, with what tells it from others of its kind. */
  event(name: string, fields: Fields, level: Exclude<Level, 'silent'> = 'info'): void {
    if (this.#pino.isLevelEnabled(level)) this.#pino[level]({ event: name, ...clean(fields) });
  }

  /** The same log for whoever says at `log` what is worth no more than `debug`. */
  get quiet(): Log {
    return new Log(this.#pino, 'debug');
  }

  log(message: unknown, ...more: unknown[]): void {
    this.#say(this.#said, message, more);
  }
  debug(message: unknown, ...more: unknown[]): void {
    this.#say('debug', message, more);
  }
  verbose(message: unknown, ...more: unknown[]): void {
    this.#say('trace', message, more);
  }
  warn(message: unknown, ...more: unknown[]): void {
    this.#say('warn', message, more);
  }
  error(message: unknown, ...more: unknown[]): void {
    this.#say('error', message, more);
  }
  fatal(message: unknown, ...more: unknown[]): void {
    this.#say('fatal', message, more);
  }

  /** Nest gives a message, of an error its stack, and at last the name of who speaks. */
  #say(level: Level, message: unknown, more: readonly unknown[]): void {
    if (level === 'silent' || !this.#pino.isLevelEnabled(level)) return;
    const by = more.at(-1);
    const stack = more.length > 1 && typeof more[0] === 'string' ? { stack: masked(more[0]) } : {};
    const context = typeof by === 'string' ? { by } : {};
    if (isError(message)) this.#pino[level]({ ...context, ...clean({ err: message }) }, masked(message.message));
    else
      this.#pino[level](
        { ...context, ...stack },
        masked(typeof message === 'string' ? message : JSON.stringify(message)),
      );
  }
}
