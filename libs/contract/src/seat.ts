import { z } from 'zod';
import { day, moment, personId, unitId } from './ids.ts';
import { post } from './session.ts';
import { line } from './text.ts';

/** Who holds a post: a login, and the last plan day on which he does; null while no end is known. */
export const seatSetting = z.strictObject({ login: line(100), until: day.nullable() }).meta({ id: 'SeatSetting' });
export type SeatSetting = z.output<typeof seatSetting>;

export const seat = z.object({ unit: unitId, post, login: z.string(), until: day.nullable() }).meta({ id: 'Seat' });
export type SeatView = z.output<typeof seat>;

/** An address that a letter came back from, and by which letter that was learnt; it gets none until it is changed or cleared. */
export const bouncedAddress = z
  .object({
    address: z.string(),
    person: personId,
    name: z.string(),
    since: moment,
    cause: z.string(),
    letter: z.int(),
  })
  .meta({ id: 'BouncedAddress' });
export type BouncedAddressView = z.output<typeof bouncedAddress>;

/** RFC 5321: no address is longer. */
export const mailAddress = z.string().min(3).max(254);
