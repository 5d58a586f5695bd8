import type { UnitName } from '#contract/ids';
import type { ProposalView, RevisionView } from '#contract/revision';
import { unitOf } from '#domain/assignment';
import type { Proposal } from '#domain/revision';
import type { UnitId } from '#domain/unit';
import type { Revision } from './revise.ts';

/** A revision as people and programs read it: units by name, a new row without its questions. */
export const revisionView = (
  { tasks, indicators, frame, units }: Revision,
  known: readonly { readonly id: UnitId; readonly name: string }[],
): RevisionView => {
  const names = new Map([...known, ...units].map(({ id, name }) => [id, name]));
  const named = (id: UnitId): UnitName => ({ id, name: names.get(id) ?? id });
  return {
    tasks: tasks.map(({ proposals, asks, ...rest }) => ({
      ...rest,
      proposals: proposals.map((one) => proposalView(one, named)),
      asks: asks.map(({ cell, text }) => ({ cell, text })),
    })),
    indicators: [...indicators],
    frame: [...frame],
    units: units.map(({ id, name }) => ({ id, name })),
  };
};

const proposalView = (proposal: Proposal, named: (id: UnitId) => UnitName): ProposalView => {
  switch (proposal.kind) {
    case 'add': {
      const { section, heading, text, units, supportOpen, due } = proposal.draft;
      const who = units.map(({ role, unit }) => ({ role, unit: named(unit) }));
      return { kind: 'add', section, heading, text, units: who, supportOpen, due };
    }
    case 'reassign': {
      const { kind, assignment, to } = proposal;
      return { kind, assignment, from: named(unitOf(assignment)), to: named(to) };
    }
    case 'release':
      return { ...proposal, unit: named(unitOf(proposal.assignment)) };
    case 'addSupport':
    case 'addResponsible':
      return { kind: proposal.kind, unit: named(proposal.unit) };
    case 'amend':
    case 'drop':
    case 'proposeTermination':
      return proposal;
  }
};
