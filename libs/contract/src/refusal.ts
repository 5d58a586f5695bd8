import type { Refusal, Why } from '#domain/refusal';
import type { Day } from '#domain/time/day';
import type { LetterState } from './letter.ts';
import { z } from 'zod';

/** Why a request is not accepted: the regulation's refusals, and those of the desk around it. */
export type Denial =
  | Refusal
  /** The plan's clock keeps real time and nobody may move it. */
  | { readonly why: 'mayNotPlay' }
  /** Plan time never goes below the day of the last fact. */
  | { readonly why: 'beforeLastFact'; readonly lastDay: Day }
  /** There is no registered task to dispatch. */
  | { readonly why: 'nothingRegistered' }
  /** Only a letter whose outcome is doubtful, or that was refused, is sent again. */
  | { readonly why: 'letterNotOpen'; readonly state: LetterState };

export type DenialWhy = Denial['why'];

/** A refusal as screens get it: why, its data, and its sentence in both languages. */
export const toldRefusal = z
  .looseObject({ why: z.string(), title: z.string(), titleEn: z.string() })
  .meta({ id: 'Refusal' });
/** `why` is one of the domain's; its data follow from it. */
export type ToldRefusal = Denial & { readonly title: string; readonly titleEn: string };

export type { Why };
