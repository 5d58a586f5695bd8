import type { Denial, ToldRefusal } from '#contract/refusal';
import { told, type UnitLookup } from '#contract/refusal-texts';

/** What is wrong with one field of a request. */
export interface Wrong {
  readonly field: string;
  readonly message: string;
  readonly messageEn: string;
  /** Of a document: where in it. */
  readonly line?: number;
  readonly column?: number;
  readonly cell?: string | null;
}

/** What a request can run into before the regulation is asked. Its HTTP code and sentences are the problem filter's. */
export type TroubleKind =
  | 'invalid'
  | 'noKey'
  | 'notLoggedIn'
  | 'wrongPassword'
  | 'notYours'
  | 'notFound'
  | 'keyReused'
  | 'notJson'
  | 'notMultipart'
  | 'badDocument'
  | 'documentTooLarge'
  | 'badForm'
  | 'fileTooLarge'
  | 'uploadsSpent'
  | 'planTaken'
  | 'wrongHost'
  | 'noHost'
  | 'foreignOrigin'
  | 'tooOften';

/** Thrown where a request ends; the problem filter turns it into an answer. */
export class Trouble extends Error {
  readonly kind: TroubleKind;
  readonly errors: readonly Wrong[];
  readonly retryAfterS: number | null;

  constructor(kind: TroubleKind, more: { readonly errors?: readonly Wrong[]; readonly retryAfterS?: number } = {}) {
    super(kind);
    this.kind = kind;
    this.errors = more.errors ?? [];
    this.retryAfterS = more.retryAfterS ?? null;
  }
}

/** The regulation said no: a value that has to leave a controller by the way of errors. */
export class Denied extends Error {
  readonly told: ToldRefusal;

  constructor(denial: Denial, unit: UnitLookup) {
    super(denial.why);
    this.told = told(denial, unit);
  }
}
