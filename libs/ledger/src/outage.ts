/** A neighbour does not answer, and nothing was changed. Thrown by whoever waited for it in vain. */
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
/** The driver's own errors have no code; a connection lost between two statements is told by the next one as a released runner. */
const DRIVER_SAYS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Driver not Connected|Query runner already released|Cannot use a pool after calling end/;

/** Whether an error says that PostgreSQL is away. What was under way then was never committed: a lost COMMIT is an error of its own. Never throws. */
export const isOutage = (error: unknown): boolean => {
  if (error instanceof Outage) return true;
  // Errors of Node's own are not of our realm everywhere, so they are known by what they say.
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, errors, driverError } = error as Readonly<Record<string, unknown>>;
  if (typeof code === 'string' && (BROKEN.includes(code) || AWAY.test(code))) return true;
  if (typeof message === 'string' && DRIVER_SAYS.test(message)) return true;
  if (Array.isArray(errors) && errors.length > 0) return errors.every(isOutage);
  return driverError !== error && isOutage(driverError);
};
