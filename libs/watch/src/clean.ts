/** What may stand under such a name is nobody's business: secrets, addresses, and what people have written. */
const SECRET =
  /^(password|passwordHash|cookie|cookies|set-cookie|authorization|token|session|address|email|to|subject|text|html|content|body|command|reason|note|done|problems|nextStep|parameters|query|detail)$/i;
const HIDDEN = '[redacted]';
/** Errors of drivers hold whole connections; what is deeper, longer or more than this is not for a log line. */
const DEEPEST = 4;
const MOST_ENTRIES = 50;
const LONGEST_TEXT = 8_000;

/** Texts may quote what they complain about: addresses of people, and addresses of servers with their passwords. */
export const masked = (text: string): string =>
  text
    .slice(0, LONGEST_TEXT)
    .replace(/(\w+:\/\/)[^\s/@]*@/g, '$1')
    .replace(/[^\s<>"'(),;:@]+@[\w-]+(\.[\w-]+)+/g, '<address>')
    .replace(/(duban_session=)[^\s;]+/g, `$1${HIDDEN}`)
    .replace(/\b(Bearer|Basic) +[\w.~+/=-]+/gi, `$1 ${HIDDEN}`);

/** An error as a log tells it: what it is, what it says, where it happened; of what caused it the same. */
const errorOf = (error: Error, depth: number): object => {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  return {
    type: error.name,
    message: masked(error.message),
    stack: masked(error.stack ?? ''),
    ...(typeof code === 'string' && { code }),
    ...(isError(cause) && depth < DEEPEST && { cause: errorOf(cause, depth + 1) }),
  };
};

/** Errors made by native code are of another realm, so they are known by what they have. */
export const isError = (value: unknown): value is Error =>
  value instanceof Error ||
  (typeof value === 'object' && value !== null && typeof (value as Partial<Error>).stack === 'string');

/** The fields of a log line without what must not stand there. */
export const clean = (fields: Readonly<Record<string, unknown>>, depth = 0): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .slice(0, MOST_ENTRIES)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, SECRET.test(name) ? HIDDEN : cleanValue(value, depth)]),
  );

const cleanValue = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return masked(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isError(value)) return errorOf(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (depth >= DEEPEST) return HIDDEN;
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((one) => cleanValue(one, depth + 1));
  // Any other object is read by its names.
  return clean(value as Readonly<Record<string, unknown>>, depth + 1);
};
