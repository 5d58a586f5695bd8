import { type Role, roles } from '#domain/assignment';
import type { PlanFrame } from '#domain/plan-frame';
import { z } from 'zod';
import { assignmentId, day, moment, taskId, unitId, unitName } from './ids.ts';
import { afterNumber } from './page.ts';
import { stage } from './plan.ts';

const role = z.enum(roles) satisfies z.ZodType<Role>;
const due = z.object({ day, precision: z.enum(['year', 'day']) });
const change = <T extends z.ZodType>(of: T) => z.object({ from: of, to: of }).optional();

/** An order that a person would have to give for the task to be as the revised document has it. */
export const proposal = z
  .discriminatedUnion('kind', [
    z
      .object({
        kind: z.literal('add'),
        section: z.string(),
        heading: z.string(),
        text: z.string(),
        units: z.array(z.object({ role, unit: unitName })),
        supportOpen: z.boolean(),
        due,
      })
      .meta({ id: 'AddProposal' }),
    z
      .object({
        kind: z.literal('amend'),
        changes: z.object({
          section: change(z.string()),
          heading: change(z.string()),
          text: change(z.string()),
          due: change(due),
          supportOpen: change(z.boolean()),
        }),
      })
      .meta({ id: 'AmendProposal' }),
    z
      .object({ kind: z.literal('reassign'), assignment: assignmentId, from: unitName, to: unitName })
      .meta({ id: 'ReassignProposal' }),
    z.object({ kind: z.literal('addSupport'), unit: unitName }).meta({ id: 'AddSupportProposal' }),
    z.object({ kind: z.literal('addResponsible'), unit: unitName }).meta({ id: 'AddResponsibleProposal' }),
    z.object({ kind: z.literal('release'), assignment: assignmentId, unit: unitName }).meta({ id: 'ReleaseProposal' }),
    z.object({ kind: z.literal('drop') }).meta({ id: 'DropProposal' }),
    z.object({ kind: z.literal('proposeTermination') }).meta({ id: 'TerminationProposal' }),
  ])
  .meta({ id: 'Proposal', discriminator: { propertyName: 'kind' } });
export type ProposalView = z.output<typeof proposal>;

const words = z.object({ name: z.string(), star: z.boolean(), target: z.string() });

/** What another document of a plan would change. Nothing of it is carried out by itself. */
export const revision = z
  .object({
    tasks: z.array(
      z.object({
        /** Null for a row that is new. */
        task: taskId.nullable(),
        stage: stage.nullable(),
        /** The row's number in the plan's document, and in the revised one; null where it has none. */
        was: z.int().nullable(),
        no: z.int().nullable(),
        proposals: z.array(proposal),
        /** What the revised row newly leaves to a person. */
        asks: z.array(z.object({ cell: z.string(), text: z.string() })),
      }),
    ),
    indicators: z.array(
      z.object({
        was: z.int().nullable(),
        no: z.int().nullable(),
        from: words.nullable(),
        to: words.nullable(),
      }),
    ),
    /** Titles, the year of the targets, and the notes. */
    frame: z.array(
      z.object({
        what: z.enum(['indicatorsTitle', 'tasksTitle', 'targetYear', 'notes']) satisfies z.ZodType<keyof PlanFrame>,
        from: z.string(),
        to: z.string(),
      }),
    ),
    /** Units that the plan does not have yet. */
    units: z.array(z.object({ id: unitId, name: z.string() })),
  })
  .meta({ id: 'Revision' });
export type RevisionView = z.output<typeof revision>;

/** A revision as it was recorded. */
export const revisionItem = z
  .object({
    id: z.int(),
    /** SHA-256 of the document, in hexadecimal. */
    document: z.string(),
    at: moment,
    planDay: day,
    /** Who imported it; null from the command line. */
    by: z.string().nullable(),
    ...revision.shape,
  })
  .meta({ id: 'RevisionItem' });
export type RevisionItem = z.output<typeof revisionItem>;

const MOST = 20;

/** Newest first: `after` is the id of the last one seen. A revision may be long, so that a page holds few. */
export const revisionQuery = z.strictObject({
  after: afterNumber,
  limit: z.coerce.number().int().min(1).max(MOST).default(5),
});
export type RevisionQuery = z.output<typeof revisionQuery>;
