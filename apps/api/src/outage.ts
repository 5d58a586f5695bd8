/** A neighbour does not answer, and nothing was changed. */
export class Outage extends Error {}

/** Codes of Node for a connection that cannot be made, or has broken. */
const BROKEN = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
];
/** PostgreSQL's classes: connection exception, operator intervention (57P01 to 57P05), too many connections. */
const AWAY = /^(08...|57P0[1-5]|53300)$/;
/** The driver's own errors have no code. */
const DRIVER_SAYS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Driver not Connected|Cannot use a pool after calling end/;

/** Whether an error says that PostgreSQL is away. What was under way then was never committed: a lost COMMIT is an error of its own. */
export const isOutage = (error: unknown): boolean => {
  if (error instanceof Outage) return true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (BROKEN.includes(code) || AWAY.test(code) || DRIVER_SAYS.test(error.message)) return true;
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(isOutage);
  return 'driverError' in error && error.driverError !== error && isOutage(error.driverError);
};
