import type { DestinationStream } from 'pino';

/** Lines for a person at a terminal: the time, how grave it is, what it is, and the fields behind it. */
export const pretty = (screen: { readonly write: (text: string) => unknown }): DestinationStream => ({
  write: (line) => {
    screen.write(prettyLine(line));
  },
});

export const prettyLine = (line: string): string => {
  // What comes here is what pino has just written.
  const { time, level, app, event, msg, err, ...fields } = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`);
  const names = [app, event, msg].filter((one) => one !== undefined).map(shown);
  const head = [String(time).slice(11, 23), String(level).toUpperCase().padEnd(5), ...names, ...rest];
  const stack = (err as { readonly stack?: string } | undefined)?.stack;
  return `${head.join(' ')}\n${stack === undefined ? '' : `${stack}\n`}`;
};

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
