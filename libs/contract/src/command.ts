import type { Owner } from '#domain/assignment';
import type { CommandOf, PersonCommand, PersonKind } from '#domain/command';
import type { Answer } from '#domain/question';
import { z } from 'zod';
import { assignmentId, day, questionId, unitId } from './ids.ts';
import { line } from './text.ts';

/** A person's name and title fit; whatever is longer is no name. */
export const LONGEST_NAME = 50;
/** More units than any plan has. */
const MOST_UNITS = 500;

const name = line(LONGEST_NAME);
const units = z.array(unitId).max(MOST_UNITS);

export const owner = z
  .object({ leader: name, handler: name, liaison: name })
  .meta({ id: 'Owner' }) satisfies z.ZodType<Owner>;

export const answer = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('units'), units }).meta({ id: 'UnitsAnswer' }),
    z.strictObject({ kind: z.literal('inherited') }).meta({ id: 'InheritedAnswer' }),
    z.strictObject({ kind: z.literal('date'), due: day.nullable() }).meta({ id: 'DateAnswer' }),
  ])
  .meta({ id: 'Answer', discriminator: { propertyName: 'kind' } }) satisfies z.ZodType<Answer>;

/** One schema per order; a new one does not compile until it stands here. */
const commands = {
  answer: z.strictObject({ kind: z.literal('answer'), question: questionId, answer }).meta({ id: 'AnswerOrder' }),
  register: z.strictObject({ kind: z.literal('register') }).meta({ id: 'RegisterOrder' }),
  // Only the plan's own dispatch knows which units get more than ten tasks: a person's list must be empty.
  dispatch: z
    .strictObject({ kind: z.literal('dispatch'), bulk: units.max(0).default([]) })
    .meta({ id: 'DispatchOrder' }),
  acknowledge: z
    .strictObject({ kind: z.literal('acknowledge'), assignment: assignmentId })
    .meta({ id: 'AcknowledgeOrder' }),
  nameOwner: z
    .strictObject({
      kind: z.literal('nameOwner'),
      assignment: assignmentId,
      leader: name,
      handler: name,
      liaison: name,
    })
    .meta({ id: 'NameOwnerOrder' }),
} satisfies { readonly [K in PersonKind]: z.ZodType<CommandOf<K>> };

/** What a person may ask for. The clock's orders are not among them: they cannot be sent. */
export const personCommand = z
  .discriminatedUnion('kind', [
    commands.answer,
    commands.register,
    commands.dispatch,
    commands.acknowledge,
    commands.nameOwner,
  ])
  .meta({ id: 'Order', discriminator: { propertyName: 'kind' } }) satisfies z.ZodType<PersonCommand>;
