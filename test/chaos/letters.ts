import type { Evidence, Found } from './evidence.ts';

interface LetterRow {
  readonly messageId: string;
  readonly address: string;
  /** Where its reader can be reached. */
  readonly email: string | null;
  readonly state: string;
  /** It waits, not by mistake: an attempt was put off, and is to be made again. */
  readonly putOff: boolean;
  readonly tells: boolean;
}

/** A letter as the catcher answers it. */
interface Caught {
  readonly messageId: string;
  /** Whom it was handed over for. */
  readonly to: readonly { readonly address: string }[];
}

/** A letter is sent once. No mail server of a run refuses anything for good, and one that can be asked leaves no doubt. */
export const brokenLetters = async ({ ledger, mail }: Evidence): Promise<Found> => {
  // Before the catcher is asked: what is said to be sent by now must be there.
  const letters = await ledger.ask<LetterRow>(LETTERS);
  const response = await fetch(`${mail}/api/email`);
  // The catcher of the run answers nothing else.
  const { items } = (await response.json()) as { items: readonly Caught[] };
  const caught = new Map<string, Caught[]>();
  for (const one of items) caught.set(one.messageId, [...(caught.get(one.messageId) ?? []), one]);
  const known = new Set(letters.map(({ messageId }) => messageId));
  return {
    broken: [
      ...[...caught].filter(([, all]) => all.length > 1).map(([id, all]) => `${id} was caught ${all.length} times`),
      ...[...caught.keys()].filter((id) => !known.has(id)).map((id) => `${id} was caught and never written`),
      ...letters.flatMap((letter) => wrongWith(letter, caught.get(letter.messageId) ?? [])),
    ],
    counts: {
      letters: letters.length,
      'letters caught': items.length,
      'letters put off': letters.filter(({ putOff }) => putOff).length,
      'letters merged into a later one': letters.filter(({ state }) => state === 'merged').length,
    },
  };
};

const wrongWith = (letter: LetterRow, copies: readonly Caught[]): readonly string[] => {
  const { messageId, address, email, state, putOff, tells } = letter;
  const arrived = copies.length > 0;
  if (!tells) return [`${messageId} tells nothing`];
  if (address !== email) return [`${messageId} is for ${address}, not for its reader`];
  const astray = copies.map(({ to }) => to.map((one) => one.address).join(', ')).filter((to) => to !== address);
  if (astray.length > 0) return astray.map((to) => `${messageId} is for ${address} and was handed over for ${to}`);
  if (state === 'sent') return arrived ? [] : [`${messageId} is said to be sent and never arrived`];
  if (state === 'merged') return arrived ? [`${messageId} was replaced and arrived`] : [];
  if (!putOff) return [`${messageId} is left ${state}`];
  return arrived ? [`${messageId} is to be sent again and has arrived`] : [];
};

/** Nobody's post is empty and no letter is sent again by hand: each names what it tells. */
const LETTERS = `
select l.message_id as "messageId", l.address, p.email, l.state, coalesce(jsonb_array_length(l.notices), 0) > 0 as tells,
  l.state = 'waiting' and l.cause is not null and l.next_try_at > clock_timestamp() as "putOff"
from duban.letter l left join duban.person p on p.id = l.person order by l.id`;
