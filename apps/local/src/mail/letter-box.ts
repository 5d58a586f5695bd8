import type { AddressObject, ParsedMail } from 'mailparser';

export interface Address {
  readonly name: string;
  readonly address: string;
}

/** A letter as it was caught. */
export interface CaughtLetter {
  readonly id: number;
  readonly messageId: string;
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** `name: value`, each on one line. */
  readonly headers: readonly string[];
  readonly caughtAt: string;
}

export interface LetterBox {
  readonly put: (mail: ParsedMail, recipients: readonly string[]) => void;
  readonly byId: (id: number) => CaughtLetter | undefined;
  /** The newest `limit` letters (of that Message-ID, when one is given), oldest first. */
  readonly newest: (limit: number, messageId?: string) => readonly CaughtLetter[];
  readonly count: () => number;
}

/** More than a played plan sends in years; beyond it the oldest go. */
export const MOST_LETTERS = 5_000;

/** Keeps letters in memory: they are shown on this machine and nobody else's, and the ledger has its own record of them. */
export const letterBox = (most: number = MOST_LETTERS): LetterBox => {
  const letters: CaughtLetter[] = [];
  let last = 0;
  return {
    put: (mail, recipients) => {
      last += 1;
      letters.push(caught(last, mail, recipients));
      if (letters.length > most) letters.splice(0, letters.length - most);
    },
    // Ids are given in order, so the place follows from the first one's.
    byId: (id) => letters[id - (letters[0]?.id ?? 0)],
    newest: (limit, messageId) =>
      (messageId === undefined ? letters : letters.filter((one) => bare(one.messageId) === bare(messageId))).slice(
        -limit,
      ),
    count: () => letters.length,
  };
};

const caught = (id: number, mail: ParsedMail, recipients: readonly string[]): CaughtLetter => ({
  id,
  messageId: mail.messageId ?? '',
  from: addressesOf(mail.from),
  // Whom it was handed over for counts, should the letter itself name nobody.
  to: mail.to === undefined ? recipients.map((address) => ({ name: '', address })) : addressesOf(mail.to),
  subject: mail.subject ?? '',
  text: mail.text ?? '',
  html: typeof mail.html === 'string' ? mail.html : null,
  headers: mail.headerLines.map(({ line }) => line.replace(/\r?\n\s+/g, ' ')),
  caughtAt: new Date().toISOString(),
});

const addressesOf = (field: AddressObject | readonly AddressObject[] | undefined): readonly Address[] =>
  [field ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .map(({ name, address }) => ({ name, address: address ?? '' }));

/** Some write a Message-ID with its brackets, some without. */
const bare = (messageId: string): string => messageId.replace(/^<|>$/g, '');
