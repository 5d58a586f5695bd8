/** A letter as the catcher keeps it. */
export interface CaughtLetter {
  readonly messageId: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

interface CatcherLetter {
  readonly messageId: string;
  readonly to: string | readonly (string | { readonly address: string })[];
  readonly subject: string;
  readonly text: string;
}

/** Every letter that reached the catcher, oldest first. */
export const caughtLetters = async (mailPage: string): Promise<readonly CaughtLetter[]> => {
  const response = await fetch(`${mailPage}/api/email?limit=5000`);
  const { items } = (await response.json()) as { items: readonly CatcherLetter[] };
  return items.map(({ messageId, to, subject, text }) => ({
    messageId,
    subject,
    text,
    to: typeof to === 'string' ? [to] : to.map((one) => (typeof one === 'string' ? one : one.address)),
  }));
};
