import type { PersonId } from './actor.ts';
import type { UnitId } from './unit.ts';

/** An upload's id, a random UUID. It can be used by the units of the upload alone; a hash opens nothing. */
export type UploadId = string & { readonly __upload: never };

/** A file that somebody has brought in, before it is evidence of anything. */
export interface Upload {
  readonly id: UploadId;
  readonly by: PersonId;
  /** The units in which that person held a post when the bytes came in. */
  readonly units: readonly UnitId[];
  /** What the file is called: no path, one line, at most 200 characters. */
  readonly name: string;
  /** Its length, 1 to 52,428,800 (50 MB). */
  readonly bytes: number;
  /** SHA-256 of its bytes, 64 lower-case hex digits: the name under which the file store has them. */
  readonly sha256: string;
}
