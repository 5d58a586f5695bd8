const TIMEOUT_MS = 2_000;

/**
 * Whether a letter has reached the catcher whose page is at `url`: what cures an unknown outcome. Throws when the log does not
 * answer in 2 s, or answers anything but its list: then nothing is known, and "not there" would send the letter twice.
 */
export const askMailLog = async (url: string, messageId: string): Promise<boolean> => {
  const page = `${url.replace(/\/+$/, '')}/api/email?messageId=${encodeURIComponent(messageId)}`;
  const response = await fetch(page, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the mail log at ${url} answered ${response.status}`);
  const log: unknown = await response.json();
  if (!isLog(log)) throw new Error(`the mail log at ${url} answered without a list of letters`);
  // A log that does not know the question would answer with every letter.
  return log.items.some((letter) => isLetter(letter) && bare(letter.messageId) === bare(messageId));
};

const isLog = (log: unknown): log is { readonly items: readonly unknown[] } =>
  typeof log === 'object' && log !== null && 'items' in log && Array.isArray(log.items);

const isLetter = (letter: unknown): letter is { readonly messageId: string } =>
  typeof letter === 'object' && letter !== null && 'messageId' in letter && typeof letter.messageId === 'string';

/** Some logs keep the angle brackets of a Message-ID, some do not. */
const bare = (messageId: string): string => messageId.replace(/^<|>$/g, '');
