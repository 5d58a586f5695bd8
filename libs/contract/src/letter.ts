import { forms } from '#domain/tables/ladder';
import { z } from 'zod';
import { day, moment, personId, taskId, unitName } from './ids.ts';
import { afterNumber, limit } from './page.ts';
import { post } from './session.ts';

export const letterStates = [
  'waiting',
  'sending',
  'sent',
  'doubtful',
  'failed',
  'bounced',
  'merged',
  'recalled',
] as const;
export type LetterState = (typeof letterStates)[number];
export const letterState = z.enum(letterStates);

/** The mail log, newest first: `after` is the id of the last letter seen. */
export const letterQuery = z.strictObject({ state: letterState.optional(), after: afterNumber, limit });
export type LetterQuery = z.output<typeof letterQuery>;

/** Letters are numbered by the ledger. */
export const letterId = z.coerce.number().int().min(1).max(2_147_483_647);

/** A letter that the office sends once more waits like a new one. */
export const letterAgain = z.object({ letter: z.int(), state: letterState }).meta({ id: 'LetterAgain' });
export type LetterAgain = z.output<typeof letterAgain>;

export const letter = z
  .object({
    id: z.int(),
    form: z.enum(forms),
    number: z.string(),
    to: z.object({ person: personId, name: z.string(), unit: unitName, post, address: z.string() }),
    subject: z.string(),
    state: letterState,
    planDay: day,
    sentAt: moment.nullable(),
    attempts: z.int(),
    /** Why the last attempt did not succeed. */
    cause: z.string().nullable(),
    /** The letter that tells what this one would have told. */
    mergedInto: z.int().nullable(),
    tasks: z.array(taskId),
  })
  .meta({ id: 'Letter' });
export type Letter = z.output<typeof letter>;
